package io.framefarm.coordinator.stitch;

import io.framefarm.protocol.frame.RgbFrame;
import java.util.List;

/** A frame of the video, and the one or two rendered frames that it was made of. */
record LoadedFrame(RgbFrame picture, List<Origin> origins) {
    LoadedFrame {
        origins = List.copyOf(origins);
    }
}
