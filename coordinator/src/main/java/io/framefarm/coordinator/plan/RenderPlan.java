package io.framefarm.coordinator.plan;

import io.framefarm.protocol.v1.AssemblyPlan;
import io.framefarm.protocol.v1.Recipe;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.ShotPlan;
import io.framefarm.protocol.v1.Window;
import java.util.List;

/** The segments of one render, shot by shot, and their recipes. */
public final class RenderPlan {
    private final RenderRequest request;
    private final List<PlannedShot> shots;

    RenderPlan(RenderRequest request, List<PlannedShot> shots) {
        this.request = request;
        this.shots = List.copyOf(shots);
    }

    /** One shot: what its segments have in common, and their windows in the order of frames. */
    record PlannedShot(Recipe common, int frames, List<Window> windows) {
        PlannedShot {
            windows = List.copyOf(windows);
        }
    }

    /** As resolved. */
    public RenderRequest request() {
        return request;
    }

    public int shots() {
        return shots.size();
    }

    public int segments(int shot) {
        return shots.get(shot).windows().size();
    }

    public Window window(int shot, int segment) {
        return shots.get(shot).windows().get(segment);
    }

    /** Everything that determines the segment's pixels, except what the pack defaults. */
    public Recipe recipe(int shot, int segment) {
        Window window = window(shot, segment);
        return shots.get(shot).common().toBuilder()
                .setFirstFrame(window.getFirstFrame())
                .setFrames(window.getFrames())
                .mergeFrom(WindowInputs.of(request.getShots(shot), window))
                .build();
    }

    /** Rendered frames; crossfades make the video shorter. */
    public int frames() {
        return shots.stream().mapToInt(PlannedShot::frames).sum();
    }

    /** Frames of the finished video: two frames become one for every frame of a crossfade. */
    public int videoFrames() {
        int faded = request.getShotsList().stream()
                .limit(shots.size() - 1L)
                .mapToInt(shot -> shot.getTransition().getCrossfadeFrames())
                .sum();
        return frames() - faded;
    }

    /** What the stitcher has to know. */
    public AssemblyPlan assembly() {
        AssemblyPlan.Builder plan = AssemblyPlan.newBuilder().setRequest(request);
        for (PlannedShot shot : shots) {
            plan.addShots(ShotPlan.newBuilder().setFrames(shot.frames()).addAllWindows(shot.windows()));
        }
        return plan.build();
    }
}
