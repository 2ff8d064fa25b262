package io.framefarm.deploy.bench;

import io.framefarm.coordinator.plan.PlannedSegment;
import io.framefarm.coordinator.plan.RenderPlan;
import io.framefarm.protocol.v1.Continuity;
import io.framefarm.protocol.v1.Recipe.PartCase;
import io.framefarm.protocol.v1.Window;
import java.util.Set;
import java.util.TreeSet;

/** Where a seam could show in a shot: at frames that were not sampled together with the one before them. */
final class SeamBorders {

    private SeamBorders() {}

    /** Frames of which the step from the frame before them crosses a border, in rising order; never the first frame. */
    static Set<Integer> of(RenderPlan plan, int shot) {
        Continuity continuity = plan.request().getShots(shot).getContinuity();
        int frames = plan.request().getShots(shot).getFrames();
        Set<Integer> borders = new TreeSet<>();
        for (int number = 0; number < plan.segments(shot); number++) {
            addBorders(borders, plan.segment(shot, number), continuity, plan, shot);
        }
        borders.removeIf(frame -> frame <= 0 || frame >= frames);
        return borders;
    }

    private static void addBorders(
            Set<Integer> borders, PlannedSegment segment, Continuity continuity, RenderPlan plan, int shot) {
        switch (continuity) {
            case CONTINUITY_FUSED -> {
                // The windows that had the last word.
                int lastStep = plan.request().getShots(shot).getSampling().getSteps() - 1;
                if (segment.own().hasStep() && segment.own().getStep() == lastStep) {
                    borders.add(segment.window().getFirstFrame());
                    borders.add(end(segment.window()));
                }
            }
            case CONTINUITY_OVERLAP -> {
                // All of an overlap is a border, since the fade is spread over it.
                if (segment.own().getPartCase() == PartCase.LAST_STEPS) {
                    Window seam = segment.published();
                    for (int frame = seam.getFirstFrame(); frame <= end(seam); frame++) {
                        borders.add(frame);
                    }
                }
            }
            case CONTINUITY_CUT, CONTINUITY_CHAIN, CONTINUITY_UNSPECIFIED, UNRECOGNIZED ->
                borders.add(segment.published().getFirstFrame());
        }
    }

    private static int end(Window window) {
        return window.getFirstFrame() + window.getFrames();
    }
}
