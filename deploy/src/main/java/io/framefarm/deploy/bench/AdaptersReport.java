package io.framefarm.deploy.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framefarm.deploy.bench.MeasureAdapters.Adapters;
import io.framefarm.worker.engine.Stage;
import io.framefarm.worker.engine.StageTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a switch of LoRAs costs.
 *
 * @param loraBytes size of a LoRA's file
 * @param segment of a worker that has all it needs
 * @param start of a worker that has nothing ready, with its first LoRA
 * @param cold each to a LoRA that is in no cache
 * @param redis each to a LoRA whose factors are in Redis, but not in this worker
 * @param session back to one whose networks are still open
 */
public record AdaptersReport(
        Adapters adapters,
        long loraBytes,
        StageTimes segment,
        Duration start,
        List<Duration> cold,
        List<Duration> redis,
        Duration session) {

    private static final double MB = 1e6;

    public AdaptersReport {
        cold = List.copyOf(cold);
        redis = List.copyOf(redis);
    }

    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(format(
                "LoRA: rank %d, %s layers, %.0f MB",
                adapters.rank(), adapters.layers().name().toLowerCase(Locale.ROOT), loraBytes / MB));
        lines.add(format("segment: %.1f s", seconds(segment.total())));
        for (Stage stage : Stage.values()) {
            lines.add(format("  %s %.1f s", stage.name().toLowerCase(Locale.ROOT), seconds(segment.of(stage))));
        }
        lines.add(line("start", start));
        lines.add(line("switch, cold", median(cold)));
        lines.add(line("switch, factors in Redis", median(redis)));
        lines.add(line("switch, networks open", session));
        return lines;
    }

    public JsonNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("rank", adapters.rank())
                .put("layers", adapters.layers().name())
                .put("lora_bytes", loraBytes)
                .put("segment_s", seconds(segment.total()));
        for (Stage stage : Stage.values()) {
            json.put(stage.name().toLowerCase(Locale.ROOT) + "_s", seconds(segment.of(stage)));
        }
        return json.put("start_s", seconds(start))
                .put("cold_s", seconds(median(cold)))
                .put("redis_s", seconds(median(redis)))
                .put("session_s", seconds(session))
                .put("cold_share", share(median(cold)))
                .put("redis_share", share(median(redis)))
                .put("session_share", share(session));
    }

    private String line(String what, Duration took) {
        return format("%s: %.2f s, %.1f %% of a segment", what, seconds(took), 100 * share(took));
    }

    private double share(Duration took) {
        return seconds(took) / seconds(segment.total());
    }

    private static Duration median(List<Duration> durations) {
        return durations.stream().sorted().toList().get(durations.size() / 2);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
