package io.framefarm.coordinator.preview;

import io.framefarm.coordinator.encode.VideoSpec;
import io.framefarm.protocol.frame.RgbFrame;

/** Shows a video while it is made. Whatever goes wrong with it, the video is made all the same. */
public interface Preview extends AutoCloseable {
    /** Of a farm on which nobody looks. */
    Preview NONE = new Preview() {
        @Override
        public RgbFrame shrink(RgbFrame frame) {
            return frame;
        }

        @Override
        public void show(int index, RgbFrame small) {}

        @Override
        public void end() {}

        @Override
        public void close() {}
    };

    /** Begins the preview of a render. */
    interface Open {
        Preview open(String renderId, VideoSpec video);
    }

    /** A frame of the video in the preview's size; for any thread. */
    RgbFrame shrink(RgbFrame frame);

    /** Shows a shrunken frame of the video, counted from 0. Frames that were shown before are not shown again. */
    void show(int index, RgbFrame small);

    /** Shows what is left: no more will come. */
    void end();

    @Override
    void close();
}
