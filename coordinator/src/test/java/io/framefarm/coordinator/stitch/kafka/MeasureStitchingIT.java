package io.framefarm.coordinator.stitch.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.coordinator.broker.TestBroker;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class MeasureStitchingIT {
    private static final Logger LOG = LoggerFactory.getLogger(MeasureStitchingIT.class);
    /** For a measurement worth quoting: {@code -Dstitch.side=512 -Dstitch.segments=30}. */
    private static final int SIDE = Integer.getInteger("stitch.side", 64);

    private static final int SEGMENTS = Integer.getInteger("stitch.segments", 4);

    @TempDir
    Path folder;

    @Test
    void stitcherAndEncoderAreMeasuredOnTheSameFrames() throws Exception {
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        try (TestBroker broker = TestBroker.start(folder.resolve("broker"))) {
            MeasureStitching measure = new MeasureStitching(
                    broker.bootstrap(),
                    folder.resolve("measured"),
                    InstantSource.system(),
                    System::nanoTime,
                    System::nanoTime);

            MeasureStitching.Result result = measure.measure("measured-1", SIDE, SIDE, SEGMENTS, random);

            LOG.info("{}, ratio {}", result, result.ratio());
            assertThat(result.stitcher()).isPositive();
            assertThat(result.encoder()).isPositive();
        }
    }
}
