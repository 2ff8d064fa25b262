package io.framefarm.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.framefarm.deploy.bench.MeasureAdapters.Adapters;
import io.framefarm.worker.engine.Stage;
import io.framefarm.worker.engine.StageTimes;
import io.framefarm.worker.inspect.MakeCheckpoint.Layers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdaptersReportTest {
    private final AdaptersReport report = new AdaptersReport(
            new Adapters(8, Layers.ATTENTION, 3),
            12_000_000,
            new StageTimes(Map.of(Stage.DENOISE, Duration.ofSeconds(30), Stage.DECODE, Duration.ofSeconds(10))),
            Duration.ofSeconds(20),
            List.of(Duration.ofSeconds(9), Duration.ofSeconds(4), Duration.ofSeconds(5)),
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(2)),
            Duration.ofMillis(4));

    @Test
    void theMedianOfEachKindIsHeldAgainstAWholeSegment() {
        assertThat(report.lines())
                .contains(
                        "LoRA: rank 8, attention layers, 12 MB",
                        "segment: 40.0 s",
                        "switch, cold: 5.00 s, 12.5 % of a segment",
                        "switch, factors in Redis: 2.00 s, 5.0 % of a segment",
                        "switch, networks open: 0.00 s, 0.0 % of a segment");
        assertThat(report.json().path("redis_share").asDouble()).isEqualTo(0.05);
    }

    @Test
    void aRankThatNoLayerHasIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Adapters(0, Layers.ALL, 1))
                .withMessage("rank: 0 (allowed: 1 to 320)");
    }
}
