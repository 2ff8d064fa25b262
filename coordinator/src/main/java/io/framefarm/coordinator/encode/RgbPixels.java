package io.framefarm.coordinator.encode;

import io.framefarm.protocol.frame.RgbFrame;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/** Copies pixels out of FFmpeg's memory. */
final class RgbPixels {
    private RgbPixels() {}

    static RgbFrame copy(AVFrame rgb24) {
        int rowBytes = 3 * rgb24.width();
        byte[] rgb = new byte[rowBytes * rgb24.height()];
        BytePointer plane = rgb24.data(0);
        for (int y = 0; y < rgb24.height(); y++) {
            // A row in FFmpeg's memory may be longer than its pixels.
            plane.position((long) y * rgb24.linesize(0)).get(rgb, y * rowBytes, rowBytes);
        }
        return new RgbFrame(rgb24.width(), rgb24.height(), rgb);
    }
}
