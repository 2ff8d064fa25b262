package io.framefarm.coordinator.plan;

import io.framefarm.protocol.Windows;
import io.framefarm.protocol.v1.LatentInput;
import io.framefarm.protocol.v1.Recipe;
import io.framefarm.protocol.v1.Window;
import java.util.List;

/**
 * One segment of a shot.
 *
 * @param own what sets its recipe apart from those of the shot's other segments; the hashes of its inputs are not known
 *     before they are rendered
 */
public record PlannedSegment(Recipe own) {

    /** What comes out of it. */
    public Window published() {
        return Windows.published(own);
    }

    /** The frames that are worked on together. */
    public Window window() {
        return Windows.worked(own);
    }

    /** Segments of the shot that must be done first, all of them earlier ones. */
    public List<Integer> needs() {
        return own.getInputsList().stream().map(LatentInput::getSegment).toList();
    }

    /**
     * How often a frame goes through the network.
     *
     * @param steps of a run from noise to a clean latent
     */
    public long frameSteps(int steps) {
        int taken = switch (own.getPartCase()) {
            case STEP -> 1;
            case LAST_STEPS -> own.getLastSteps();
            case PART_NOT_SET -> steps;
        };
        return (long) taken * window().getFrames();
    }

    /** A segment that comes from noise and gives the frames of its window. */
    static PlannedSegment whole(Window window, Window published) {
        return new PlannedSegment(part(window, published).build());
    }

    static Recipe.Builder part(Window window, Window published) {
        return Recipe.newBuilder()
                .setWindow(window)
                .setFirstFrame(published.getFirstFrame())
                .setFrames(published.getFrames());
    }

    static LatentInput input(int number, PlannedSegment from) {
        return LatentInput.newBuilder()
                .setSegment(number)
                .setWindow(from.window())
                .build();
    }
}
