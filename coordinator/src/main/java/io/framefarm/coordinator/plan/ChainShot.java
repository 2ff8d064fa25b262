package io.framefarm.coordinator.plan;

import static io.framefarm.protocol.Limits.OVERLAP_FRAMES;
import static io.framefarm.protocol.Limits.WINDOW_FRAMES;

import io.framefarm.protocol.Windows;
import io.framefarm.protocol.v1.Recipe;
import io.framefarm.protocol.v1.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * Windows of which each begins with the last frames of the one before it. In a loop the last window also ends with the
 * first frames of the first one.
 */
final class ChainShot {
    private ChainShot() {}

    static List<PlannedSegment> plan(int frames, boolean loop) {
        List<Window> windows = loop ? closing(frames) : SlidingWindows.along(frames, 0);
        List<PlannedSegment> segments = new ArrayList<>();
        int done = 0;
        for (int i = 0; i < windows.size(); i++) {
            boolean last = i + 1 == windows.size();
            int end = Math.min(frames, windows.get(i).getFirstFrame() + WINDOW_FRAMES);
            Recipe.Builder own = PlannedSegment.part(windows.get(i), Windows.of(done, end - done))
                    .setKeepsLatents(!last);
            if (i > 0) {
                own.addInputs(PlannedSegment.input(i - 1, segments.get(i - 1)));
            }
            if (last && loop && i > 1) {
                own.addInputs(PlannedSegment.input(0, segments.get(0)));
            }
            segments.add(new PlannedSegment(own.build()));
            done = end;
        }
        return segments;
    }

    /** From the first frame to beyond the last, evenly, so that every window has new frames to give. */
    private static List<Window> closing(int frames) {
        int lastStart = frames + OVERLAP_FRAMES - WINDOW_FRAMES;
        int strides = SlidingWindows.timesIn(SlidingWindows.STRIDE, lastStart);
        List<Window> windows = new ArrayList<>();
        for (int i = 0; i <= strides; i++) {
            windows.add(Windows.of(i * lastStart / strides, WINDOW_FRAMES));
        }
        return windows;
    }
}
