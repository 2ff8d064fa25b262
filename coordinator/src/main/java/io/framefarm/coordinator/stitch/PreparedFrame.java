package io.framefarm.coordinator.stitch;

import io.framefarm.coordinator.encode.VideoEncoder;
import io.framefarm.protocol.frame.RgbFrame;
import java.util.List;

/**
 * A frame that waits for its turn in the video.
 *
 * @param shrunken what the preview shows of it
 * @param origins the one or two rendered frames that it was made of
 */
record PreparedFrame(VideoEncoder.Prepared picture, RgbFrame shrunken, List<Origin> origins) {
    PreparedFrame {
        origins = List.copyOf(origins);
    }
}
