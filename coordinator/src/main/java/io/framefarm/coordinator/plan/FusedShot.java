package io.framefarm.coordinator.plan;

import io.framefarm.protocol.Windows;
import io.framefarm.protocol.v1.Recipe;
import io.framefarm.protocol.v1.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;

/**
 * One segment for each window and sampling step, which blends what the windows of the step before have made of its
 * frames; then segments that only decode. The windows move from step to step, so that no frame stays at a border: context
 * windows as in AnimateDiff-Evolved, with the averaging of MultiDiffusion (<a
 * href="https://arxiv.org/abs/2302.08113">Bar-Tal et al. 2023</a>).
 */
final class FusedShot {
    private final int frames;
    private final int loopFrames;

    private FusedShot(int frames, boolean loop) {
        this.frames = frames;
        this.loopFrames = loop ? frames : 0;
    }

    static List<PlannedSegment> plan(int frames, boolean loop, int steps) {
        return new FusedShot(frames, loop).plan(steps);
    }

    /**
     * A segment before it has a number.
     *
     * @param front the last of the first step's segments that it depends on, by way of all others
     */
    private record Draft(Recipe.Builder own, int step, List<Draft> needs, int front) {}

    /** In the order of a wave: what can be finished with the least begun comes first. */
    private List<PlannedSegment> plan(int steps) {
        List<Draft> all = new ArrayList<>();
        List<Draft> before = List.of();
        for (int step = 0; step < steps; step++) {
            before = stepDrafts(step, before);
            all.addAll(before);
        }
        all.addAll(decodingDrafts(steps, before));
        all.sort(Comparator.comparingInt(Draft::front).thenComparingInt(Draft::step));
        return numbered(all);
    }

    private List<Draft> stepDrafts(int step, List<Draft> before) {
        int shift = shift(step);
        List<Window> windows =
                loopFrames > 0 ? SlidingWindows.round(frames, shift) : SlidingWindows.along(frames, shift);
        List<Draft> drafts = new ArrayList<>();
        for (Window window : windows) {
            Recipe.Builder own = PlannedSegment.part(window, Windows.of(window.getFirstFrame(), 0))
                    .setStep(step)
                    .setKeepsLatents(true);
            drafts.add(draft(own, step, before, drafts.size()));
        }
        return drafts;
    }

    private List<Draft> decodingDrafts(int steps, List<Draft> before) {
        List<Draft> drafts = new ArrayList<>();
        for (PlannedSegment cut : CutShot.plan(frames)) {
            Recipe.Builder own =
                    PlannedSegment.part(cut.published(), cut.published()).setLastSteps(0);
            drafts.add(draft(own, steps, before, 0));
        }
        return drafts;
    }

    private Draft draft(Recipe.Builder own, int step, List<Draft> before, int place) {
        List<Draft> needs = before.stream()
                .filter(draft -> Windows.meet(draft.own().getWindow(), own.getWindow(), loopFrames))
                .toList();
        int front = needs.stream().mapToInt(Draft::front).max().orElse(place);
        return new Draft(own, step, needs, front);
    }

    private static List<PlannedSegment> numbered(List<Draft> drafts) {
        IdentityHashMap<Draft, Integer> numbers = new IdentityHashMap<>();
        List<PlannedSegment> segments = new ArrayList<>();
        for (Draft draft : drafts) {
            for (Draft need : draft.needs()) {
                int number = Objects.requireNonNull(numbers.get(need));
                draft.own().addInputs(PlannedSegment.input(number, segments.get(number)));
            }
            numbers.put(draft, segments.size());
            segments.add(new PlannedSegment(draft.own().build()));
        }
        return segments;
    }

    /** The fractions 0, 1/2, 1/4, 3/4, 1/8, ... of a stride: each new place is far from all before. */
    static int shift(int step) {
        double fraction = Integer.toUnsignedLong(Integer.reverse(step)) * 0x1p-32;
        return (int) (fraction * SlidingWindows.STRIDE);
    }
}
