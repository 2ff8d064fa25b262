package io.framefarm.coordinator.encode;

import io.framefarm.protocol.frame.RgbFrame;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes the frames of one video into one file, in the order in which they are given. Used by one thread, but for {@link
 * #prepare}. The file is of use only after {@link #finish}; an encoder that is closed before leaves a fragment behind.
 */
public interface VideoEncoder extends AutoCloseable {
    void encode(RgbFrame frame) throws IOException;

    /** A frame of which all is done that can be done before its turn in the video. */
    interface Prepared {
        /** To be called in its turn, on the thread that encodes. */
        void encode() throws IOException;
    }

    /** Does on any thread, at the same time as others, what can be done before the frame's turn. */
    default Prepared prepare(RgbFrame frame) throws IOException {
        return () -> encode(frame);
    }

    /**
     * Completes the file.
     *
     * @param comment what rides along in its metadata: the recipe, so that the video can be rendered again
     */
    void finish(String comment) throws IOException;

    /** Frees what the encoder holds outside the heap; the file stays. */
    @Override
    void close();

    /** Starts a video in {@code file}, which is overwritten. */
    static VideoEncoder open(VideoSpec spec, Path file) throws IOException {
        return switch (spec.format()) {
            case MP4 -> new StreamEncoder(spec, CodecSettings.H264, file);
            case WEBM -> new StreamEncoder(spec, CodecSettings.VP9, file);
            case GIF -> new GifEncoder(spec, file);
            case PNG_SEQUENCE -> new PngSequence(spec, file);
        };
    }
}
