package io.framefarm.coordinator.stitch;

import io.framefarm.coordinator.encode.VideoEncoder;
import io.framefarm.coordinator.encode.VideoFormat;
import io.framefarm.coordinator.encode.VideoSpec;
import io.framefarm.protocol.frame.RgbFrame;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Encoders whose speed is measured.
 *
 * @param nanoTicker nanoseconds since some moment
 */
public record MeasureEncoding(StitchTools.OpenEncoder encoders, StitchCounters counters, LongSupplier nanoTicker)
        implements StitchTools.OpenEncoder {

    @Override
    public VideoEncoder open(VideoSpec spec, Path file) throws IOException {
        return new Measured(encoders.open(spec, file), spec.format());
    }

    private final class Measured implements VideoEncoder {
        private final VideoEncoder encoder;
        private final VideoFormat format;

        private Measured(VideoEncoder encoder, VideoFormat format) {
            this.encoder = encoder;
            this.format = format;
        }

        @Override
        public void encode(RgbFrame frame) throws IOException {
            measure(() -> encoder.encode(frame));
        }

        /** What is done ahead of a frame's turn does not count. */
        @Override
        public Prepared prepare(RgbFrame frame) throws IOException {
            Prepared prepared = encoder.prepare(frame);
            return () -> measure(prepared);
        }

        private void measure(Prepared frame) throws IOException {
            long start = nanoTicker.getAsLong();
            frame.encode();
            counters.encodedIn(format, Duration.ofNanos(nanoTicker.getAsLong() - start));
        }

        @Override
        public void finish(String comment) throws IOException {
            encoder.finish(comment);
        }

        @Override
        public void close() {
            encoder.close();
        }
    }
}
