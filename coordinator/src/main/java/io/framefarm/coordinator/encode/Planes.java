package io.framefarm.coordinator.encode;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/** Carries pictures of brightness and two quarter-size planes of colour out of FFmpeg's memory and back, without padding. */
final class Planes {
    private static final int COUNT = 3;

    private Planes() {}

    private interface Run {
        void at(BytePointer plane, int offset, int length);
    }

    static byte[] copy(AVFrame from) {
        byte[] picture = new byte[sizeBytes(from)];
        eachRun(from, (run, offset, length) -> run.get(picture, offset, length));
        return picture;
    }

    static void paste(byte[] picture, AVFrame into) {
        eachRun(into, (run, offset, length) -> run.put(picture, offset, length));
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

    /** A run is a row, or all rows of a plane that has no padding: each costs a call out of Java. */
    private static void eachRun(AVFrame frame, Run action) {
        int offset = 0;
        for (int plane = 0; plane < COUNT; plane++) {
            int width = side(frame.width(), plane);
            int height = side(frame.height(), plane);
            BytePointer data = frame.data(plane);
            int stride = frame.linesize(plane);
            int runs = stride == width ? 1 : height;
            int length = width * height / runs;
            for (int run = 0; run < runs; run++) {
                action.at(data.position((long) run * stride), offset, length);
                offset += length;
            }
        }
    }
}
