package io.framefarm.coordinator.plan;

import static io.framefarm.protocol.Limits.WINDOW_FRAMES;

import io.framefarm.protocol.Windows;
import io.framefarm.protocol.v1.Recipe;
import io.framefarm.protocol.v1.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Windows that overlap. Each gives the frames that it has for itself as soon as it is sampled; those of an overlap come
 * from a segment of their own, the seam, which blends the latents of the windows that meet there. A seam that takes
 * sampling steps again reaches a little into both windows, so that the way from one to the other is longer and no jump.
 */
final class OverlapShot {
    /** Frames of a window, at each end of those that it has alone, that go to a seam which is sampled again. */
    private static final int REACH = 2;

    private final int frames;
    private final int loopFrames;
    private final int seamSteps;
    private final List<Window> windows;

    private OverlapShot(int frames, boolean loop, int seamSteps) {
        this.frames = frames;
        this.loopFrames = loop ? frames : 0;
        this.seamSteps = seamSteps;
        this.windows = loop ? SlidingWindows.round(frames, 0) : SlidingWindows.along(frames, 0);
    }

    static List<PlannedSegment> plan(int frames, boolean loop, int seamSteps) {
        return new OverlapShot(frames, loop, seamSteps).plan();
    }

    /** Consecutive frames that one window has alone, or that several share. */
    private record Run(int first, int frames, SortedSet<Integer> windows) {
        boolean isSeam() {
            return windows.size() > 1;
        }
    }

    /** Each seam follows the last window that it needs. */
    private List<PlannedSegment> plan() {
        List<Run> runs = seamSteps > 0 ? reaching(runs()) : runs();
        List<PlannedSegment> segments = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < windows.size(); i++) {
            int window = i;
            numbers.add(segments.size());
            Window alone = runs.stream()
                    .filter(run -> !run.isSeam() && run.windows().contains(window))
                    .map(run -> Windows.of(run.first(), run.frames()))
                    .findFirst()
                    .orElse(Windows.of(windows.get(window).getFirstFrame(), 0));
            segments.add(new PlannedSegment(PlannedSegment.part(windows.get(window), alone)
                    .setKeepsLatents(true)
                    .build()));
            for (Run run : runs) {
                if (run.isSeam() && run.windows().last() == window) {
                    segments.add(seam(run, numbers, segments));
                }
            }
        }
        return segments;
    }

    private List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        for (int frame = 0; frame < frames; frame++) {
            SortedSet<Integer> covering = covering(frame);
            Run last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
            boolean same = last != null
                    && (last.windows().equals(covering) || (last.isSeam() && covering.size() > 1))
                    && last.frames() < WINDOW_FRAMES;
            if (last != null && same) {
                covering.addAll(last.windows());
                runs.set(runs.size() - 1, new Run(last.first(), last.frames() + 1, covering));
            } else {
                runs.add(new Run(frame, 1, covering));
            }
        }
        return runs;
    }

    /** With longer seams; a window keeps at least a third of the frames that it has alone. */
    private static List<Run> reaching(List<Run> runs) {
        List<Run> reaching = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            Run run = runs.get(i);
            int before = i == 0 ? 0 : reach(runs.get(i - 1), run);
            int after = i + 1 == runs.size() ? 0 : reach(runs.get(i + 1), run);
            int first = run.isSeam() ? run.first() - before : run.first() + before;
            int added = run.isSeam() ? before + after : -before - after;
            reaching.add(new Run(first, run.frames() + added, run.windows()));
        }
        return reaching;
    }

    /** How many frames a seam takes of those that a window has alone beside it. */
    private static int reach(Run one, Run other) {
        if (one.isSeam() == other.isSeam()) {
            return 0;
        }
        return Math.min(REACH, (one.isSeam() ? other : one).frames() / 3);
    }

    private SortedSet<Integer> covering(int frame) {
        SortedSet<Integer> covering = new TreeSet<>();
        for (int i = 0; i < windows.size(); i++) {
            if (Windows.place(windows.get(i), frame, loopFrames) >= 0) {
                covering.add(i);
            }
        }
        return covering;
    }

    private PlannedSegment seam(Run run, List<Integer> numbers, List<PlannedSegment> segments) {
        Window published = Windows.of(run.first(), run.frames());
        Recipe.Builder own = PlannedSegment.part(seamSteps > 0 ? around(run) : published, published)
                .setLastSteps(seamSteps);
        for (int window : run.windows()) {
            int number = numbers.get(window);
            own.addInputs(PlannedSegment.input(number, segments.get(number)));
        }
        return new PlannedSegment(own.build());
    }

    /** A full window with the seam in its middle, as far as the windows that meet there reach. */
    private Window around(Run run) {
        int end = run.first() + run.frames();
        int earliest = run.first();
        int latest = end;
        for (int i : run.windows()) {
            int before = Windows.place(windows.get(i), run.first(), loopFrames);
            earliest = Math.min(earliest, before < 0 ? earliest : run.first() - before);
            int last = Windows.place(windows.get(i), end - 1, loopFrames);
            latest = Math.max(latest, last < 0 ? latest : end - 1 - last + WINDOW_FRAMES);
        }
        int centred = run.first() - (WINDOW_FRAMES - run.frames()) / 2;
        int start = Math.max(earliest, Math.min(centred, latest - WINDOW_FRAMES));
        return Windows.of(loopFrames > 0 ? Math.floorMod(start, loopFrames) : start, WINDOW_FRAMES);
    }
}
