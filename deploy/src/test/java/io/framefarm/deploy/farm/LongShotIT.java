package io.framefarm.deploy.farm;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.deploy.bench.SimulatedRenderer;
import io.framefarm.protocol.v1.Continuity;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.RenderStatus;
import io.framefarm.protocol.v1.Sampling;
import io.framefarm.protocol.v1.Shot;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A shot of a thousand frames; all processes of the farm are in this one, so what one of them kept would show here. */
@Timeout(600)
class LongShotIT {
    private static final int FRAMES = 1000;
    private static final int SIDE = 160;
    private static final int LOOKS = 5;

    @TempDir
    Path folder;

    @Test
    void aThousandFusedFramesNeedNoMoreMemoryAtTheEndThanAtTheBeginning() throws Exception {
        SimulatedRenderer renderer = new SimulatedRenderer(Duration.ofMillis(20));
        RenderRequest request = RenderRequest.newBuilder()
                .setModel(SimulatedRenderer.PACK)
                .setWidth(SIDE)
                .setHeight(SIDE)
                .setSeed(3)
                .setSampling(Sampling.newBuilder().setSteps(4))
                .addShots(Shot.newBuilder()
                        .setPrompt("a red circle")
                        .setFrames(FRAMES)
                        .setContinuity(Continuity.CONTINUITY_FUSED))
                .build();

        try (TestFarm farm = TestFarm.start(folder.resolve("data"), 2, (redis, inputs, closeLater) -> renderer)) {
            farm.submit("long", request);
            RenderStatus early = farm.await("long", status -> status.getFramesRendered() >= FRAMES / 5);
            long before = liveBytes();
            RenderStatus late = farm.await("long", status -> status.getFramesRendered() >= FRAMES * 9 / 10);
            long after = liveBytes();
            RenderStatus end = farm.awaitEnd("long");

            long between = (long) (late.getFramesRendered() - early.getFramesRendered()) * SIDE * SIDE * 3;
            assertThat(after - before).isLessThan(between / 3);
            assertThat(end.getState()).isEqualTo(RenderState.RENDER_STATE_DONE);
            assertThat(end.getFramesRendered()).isEqualTo(FRAMES);
            assertThat(farm.fetch(end, folder)).isNotEmptyFile();
        }
    }

    /** What is still used after a collection: the least of several, since others go on between it and the look. */
    private static long liveBytes() {
        return IntStream.range(0, LOOKS)
                .mapToLong(look -> usedAfterCollection())
                .min()
                .orElseThrow();
    }

    private static long usedAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
