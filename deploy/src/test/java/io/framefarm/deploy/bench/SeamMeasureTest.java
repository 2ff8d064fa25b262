package io.framefarm.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.framefarm.coordinator.plan.PlanSegments;
import io.framefarm.coordinator.plan.RenderPlan;
import io.framefarm.coordinator.plan.ResolveRequest;
import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.protocol.v1.Continuity;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.Sampling;
import io.framefarm.protocol.v1.Shot;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeamMeasureTest {

    @Test
    void aSeamIsTheChangeAcrossItOverTheChangeElsewhere() {
        SeamMeasure measure = new SeamMeasure();
        measure.add(brightness(10, 12, 14, 24, 26, 28), Set.of(3));

        assertThat(measure.atBorders()).isEqualTo(10);
        assertThat(measure.inside()).isEqualTo(2);
        assertThat(measure.ratio()).isCloseTo(5, within(1e-9));
    }

    @Test
    void anEvenMotionHasNoSeam() {
        SeamMeasure measure = new SeamMeasure();
        measure.add(brightness(IntStream.range(0, 64).map(i -> 2 * i).toArray()), borders(Continuity.CONTINUITY_FUSED));

        assertThat(measure.ratio()).isCloseTo(1, within(1e-9));
    }

    @Test
    void bordersLieWhereFramesWereNotSampledTogether() {
        assertThat(borders(Continuity.CONTINUITY_CUT)).containsExactly(16, 32, 48);
        assertThat(borders(Continuity.CONTINUITY_CHAIN)).containsExactly(16, 28, 40, 52);
        assertThat(borders(Continuity.CONTINUITY_OVERLAP))
                .containsExactly(12, 13, 14, 15, 16, 24, 25, 26, 27, 28, 36, 37, 38, 39, 40, 48, 49, 50, 51, 52);
        assertThat(borders(Continuity.CONTINUITY_FUSED)).containsExactly(9, 16, 21, 25, 33, 37, 45, 48, 49, 61);
    }

    private static Set<Integer> borders(Continuity continuity) {
        RenderRequest request = RenderRequest.newBuilder()
                .setModel("m")
                .setSampling(Sampling.newBuilder().setSteps(4))
                .addShots(Shot.newBuilder().setPrompt("p").setFrames(64).setContinuity(continuity))
                .build();
        RenderPlan plan = PlanSegments.plan(ResolveRequest.resolve("r", request));
        return SeamBorders.of(plan, 0);
    }

    private static List<RgbFrame> brightness(int... levels) {
        return Arrays.stream(levels)
                .mapToObj(level -> {
                    byte[] rgb = new byte[2 * 2 * 3];
                    Arrays.fill(rgb, (byte) level);
                    return new RgbFrame(2, 2, rgb);
                })
                .toList();
    }
}
