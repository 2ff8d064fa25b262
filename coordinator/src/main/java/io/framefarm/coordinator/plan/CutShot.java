package io.framefarm.coordinator.plan;

import static io.framefarm.protocol.Limits.WINDOW_FRAMES;

import io.framefarm.protocol.Windows;
import io.framefarm.protocol.v1.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * Independent windows. The last one is pulled back to a full length, the one that the motion modules were trained on, and
 * gives only the frames that the one before it does not.
 */
final class CutShot {
    private CutShot() {}

    static List<PlannedSegment> plan(int frames) {
        int length = Math.min(WINDOW_FRAMES, frames);
        List<PlannedSegment> segments = new ArrayList<>();
        for (int first = 0; first < frames; first += WINDOW_FRAMES) {
            Window window = Windows.of(Math.min(first, frames - length), length);
            segments.add(PlannedSegment.whole(window, Windows.of(first, Math.min(length, frames - first))));
        }
        return segments;
    }
}
