package io.framefarm.coordinator.plan;

import static io.framefarm.protocol.Limits.OVERLAP_FRAMES;
import static io.framefarm.protocol.Limits.WINDOW_FRAMES;

import io.framefarm.protocol.Windows;
import io.framefarm.protocol.v1.Window;
import java.util.ArrayList;
import java.util.List;

/** Windows that overlap by {@link io.framefarm.protocol.Limits#OVERLAP_FRAMES} or more and cover a shot. */
final class SlidingWindows {
    /** From the start of one window to that of the next, where nothing else forbids. */
    static final int STRIDE = WINDOW_FRAMES - OVERLAP_FRAMES;

    private SlidingWindows() {}

    /**
     * From the first frame to the last; the last window is pulled back to end there.
     *
     * @param shift moves all windows but the first and the last, 0 to below the stride
     */
    static List<Window> along(int frames, int shift) {
        int last = Math.max(0, frames - WINDOW_FRAMES);
        List<Window> windows = new ArrayList<>();
        windows.add(window(0, frames));
        for (int start = shift > 0 ? shift : STRIDE; start < last; start += STRIDE) {
            windows.add(window(start, frames));
        }
        if (last > 0) {
            windows.add(window(last, frames));
        }
        return windows;
    }

    /** Evenly round a loop. */
    static List<Window> round(int frames, int shift) {
        int count = timesIn(STRIDE, frames);
        List<Window> windows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            windows.add(window((shift + i * frames / count) % frames, frames));
        }
        return windows;
    }

    /** How many strides it takes to cover these frames. */
    static int timesIn(int stride, int frames) {
        return (frames + stride - 1) / stride;
    }

    private static Window window(int start, int frames) {
        return Windows.of(start, Math.min(WINDOW_FRAMES, frames));
    }
}
