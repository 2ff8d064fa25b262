package io.framefarm.deploy.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framefarm.coordinator.plan.PlanningRate;
import io.framefarm.coordinator.stitch.kafka.MeasureStitching;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What was measured of the farm around the renderer, as text and as JSON.
 *
 * @param stitchedSide of the square frames that were stitched, in pixels
 */
public record FarmReport(
        PlanningRate.Measured planning,
        MeasureLatency.Measured latency,
        MeasureStitching.Result stitching,
        int stitchedSide,
        List<MeasureThroughput.Measured> throughput) {

    private static final double MILLIS = 1e6;

    public FarmReport {
        throughput = List.copyOf(throughput);
    }

    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(format("planning: %,.0f segments/s", planning.segmentsPerSecond()));
        lines.add(format(
                "submit to first segment started: median %.1f ms, 95 %% within %.1f ms (%d submissions)",
                millis(latency.median()),
                millis(latency.percentile95()),
                latency.latencies().size()));
        lines.add(format(
                "stitching: %.0f frames/s, the encoder alone %.0f frames/s: %.2f of it (%dx%d); with a preview %.0f;"
                        + " cores for 100 frames/s: %.2f, the encoder alone %.2f",
                stitching.stitcher(),
                stitching.encoder(),
                stitching.ratio(),
                stitchedSide,
                stitchedSide,
                stitching.withPreview(),
                stitching.cores(),
                stitching.encoderCores()));
        throughput.forEach(it -> lines.add(format(
                "%2d workers, segments of %d ms: %.1f segments/s, ideal %.1f: %.1f %%",
                it.workers(),
                it.segmentTime().toMillis(),
                it.segmentsPerSecond(),
                it.idealPerSecond(),
                100 * it.ofIdeal())));
        return lines;
    }

    public JsonNode json() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("planning_segments_per_second", planning.segmentsPerSecond());
        root.putObject("submit_to_start_ms")
                .put("median", millis(latency.median()))
                .put("p95", millis(latency.percentile95()))
                .put("submissions", latency.latencies().size());
        root.putObject("stitching")
                .put("side", stitchedSide)
                .put("stitcher_fps", stitching.stitcher())
                .put("with_preview_fps", stitching.withPreview())
                .put("encoder_fps", stitching.encoder())
                .put("of_encoder", stitching.ratio())
                .put("cores_per_100_fps", stitching.cores())
                .put("encoder_cores_per_100_fps", stitching.encoderCores());
        ArrayNode runs = root.putArray("throughput");
        throughput.forEach(it -> runs.addObject()
                .put("workers", it.workers())
                .put("segment_ms", it.segmentTime().toMillis())
                .put("segments", it.segments())
                .put("segments_per_second", it.segmentsPerSecond())
                .put("ideal_per_second", it.idealPerSecond())
                .put("of_ideal", it.ofIdeal()));
        return root;
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / MILLIS;
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
