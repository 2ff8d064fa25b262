package io.framefarm.coordinator.encode;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/** Carries pictures of brightness and two quarter-size planes of colour out of FFmpeg's memory and back, without padding. */
final class Planes {
    private static final int COUNT = 3;

    private Planes() {}

    private interface Row {
        void at(BytePointer plane, int offset, int length);
    }

    static byte[] copy(AVFrame from) {
        byte[] picture = new byte[sizeBytes(from)];
        eachRow(from, (row, offset, length) -> row.get(picture, offset, length));
        return picture;
    }

    static void paste(byte[] picture, AVFrame into) {
        eachRow(into, (row, offset, length) -> row.put(picture, offset, length));
    }

    private static int sizeBytes(AVFrame frame) {
        int size = 0;
        for (int plane = 0; plane < COUNT; plane++) {
            size += side(frame.width(), plane) * side(frame.height(), plane);
        }
        return size;
    }

    private static int side(int luma, int plane) {
        return plane == 0 ? luma : (luma + 1) / 2;
    }

    private static void eachRow(AVFrame frame, Row action) {
        int offset = 0;
        for (int plane = 0; plane < COUNT; plane++) {
            int width = side(frame.width(), plane);
            int height = side(frame.height(), plane);
            BytePointer data = frame.data(plane);
            int stride = frame.linesize(plane);
            for (int y = 0; y < height; y++) {
                action.at(data.position((long) y * stride), offset, width);
                offset += width;
            }
        }
    }
}
