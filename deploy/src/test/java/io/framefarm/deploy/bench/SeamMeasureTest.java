package io.framefarm.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framefarm.coordinator.plan.PlanSegments;
import io.framefarm.coordinator.plan.RenderPlan;
import io.framefarm.coordinator.plan.ResolveRequest;
import io.framefarm.deploy.bench.MeasureSeams.Row;
import io.framefarm.deploy.bench.MeasureSeams.Way;
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
                .hasSize(4 * 9)
                .contains(10, 18, 22, 30, 34, 42, 46, 54)
                .doesNotContain(9, 19, 21, 31, 33, 43, 45, 55);
        assertThat(borders(Continuity.CONTINUITY_FUSED)).containsExactly(9, 16, 21, 25, 33, 37, 45, 48, 49, 61);
    }

    @Test
    void theReportIsATableForPeopleAndAnObjectForPrograms() throws Exception {
        SeamMeasure measure = new SeamMeasure();
        measure.add(brightness(10, 12, 14, 24, 26, 28), Set.of(3));
        Way one = new Way("one segment", Shot.getDefaultInstance());
        Way chain = new Way("chain", Shot.getDefaultInstance());
        SeamReport report = new SeamReport("demo", 1, 64, List.of(new Row(one, 1, null), new Row(chain, 1, measure)));

        assertThat(report.table().lines())
                .contains(
                        "demo, 1 prompts, 64 frames each", "| one segment | | | |", "| chain | 10.00 | 2.00 | 5.00 |");
        JsonNode ways = new ObjectMapper().readTree(report.json()).get("ways");
        assertThat(ways.get(0).get("folder").asText()).isEqualTo("one-segment");
        assertThat(ways.get(1).get("ratio").asDouble()).isEqualTo(5);
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
