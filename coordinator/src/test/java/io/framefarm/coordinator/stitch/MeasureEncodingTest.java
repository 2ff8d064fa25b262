package io.framefarm.coordinator.stitch;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.coordinator.encode.VideoEncoder;
import io.framefarm.coordinator.encode.VideoFormat;
import io.framefarm.coordinator.encode.VideoSpec;
import io.framefarm.protocol.frame.RgbFrame;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MeasureEncodingTest {
    private final CollectorRegistry registry = new CollectorRegistry();
    private final AtomicLong nanos = new AtomicLong();
    private final List<String> done = new ArrayList<>();

    @Test
    void eachFrameIsTimedUnderItsFormatAndEverythingIsPassedOn() throws IOException {
        MeasureEncoding measured =
                new MeasureEncoding((spec, file) -> new SlowEncoder(), new StitchCounters(registry), nanos::get);
        VideoSpec spec = new VideoSpec(VideoFormat.WEBM, 2, 2, 1, 8, "");

        try (VideoEncoder encoder = measured.open(spec, Path.of("video.webm"))) {
            encoder.encode(new RgbFrame(2, 2, new byte[12]));
            encoder.encode(new RgbFrame(2, 2, new byte[12]));
            encoder.finish("recipe");
        }

        assertThat(done).containsExactly("frame", "frame", "finish recipe", "close");
        assertThat(registry.getSampleValue(
                        "framefarm_stitcher_encode_seconds_sum", new String[] {"format"}, new String[] {"webm"}))
                .isEqualTo(0.5);
        assertThat(registry.getSampleValue(
                        "framefarm_stitcher_encode_seconds_count", new String[] {"format"}, new String[] {"webm"}))
                .isEqualTo(2);
    }

    private final class SlowEncoder implements VideoEncoder {
        @Override
        public void encode(RgbFrame frame) {
            nanos.addAndGet(Duration.ofMillis(250).toNanos());
            done.add("frame");
        }

        @Override
        public void finish(String comment) {
            done.add("finish " + comment);
        }

        @Override
        public void close() {
            done.add("close");
        }
    }
}
