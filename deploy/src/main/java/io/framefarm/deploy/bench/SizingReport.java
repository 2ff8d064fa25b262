package io.framefarm.deploy.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.framefarm.coordinator.stitch.kafka.MeasureStitching;
import java.util.List;
import java.util.Locale;

/**
 * How much of everything a farm needs for each segment, frame and entry, on the machine where it was measured.
 *
 * @param side of the square frames, in pixels
 */
public record SizingReport(
        int side, MeasureThroughput.Measured worker, MeasureStitching.Result stitching, MeasureCache.Measured cache) {

    private static final double MB = 1e6;
    private static final int FRAMES_OF_A_SEGMENT = 16;

    public List<String> lines() {
        return List.of(
                format(
                        "worker: %.2f segments/s of %d ms each: the farm adds %.1f %%",
                        worker.segmentsPerSecond(), worker.segmentTime().toMillis(), 100 * (1 - worker.ofIdeal())),
                format(
                        "kafka: %.0f kB for a frame of %dx%d, %.1f MB for a segment; one producer writes %.0f MB/s",
                        stitching.bytesPerFrame() / 1e3,
                        side,
                        side,
                        FRAMES_OF_A_SEGMENT * stitching.bytesPerFrame() / MB,
                        stitching.writtenPerSecond() / MB),
                format(
                        "stitcher: %.2f cores for 100 frames/s; %.0f frames/s in all here, %.2f of the encoder alone",
                        stitching.cores(), stitching.stitcher(), stitching.ratio()),
                format(
                        "redis: %.2f MB for a prompt of SD 1.5, %.2f MB for each MB of a LoRA's factors",
                        cache.embedding() / MB, cache.loraMegabyte() / (1 << 20)));
    }

    public JsonNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("segments_per_second", worker.segmentsPerSecond())
                .put("segment_ms", worker.segmentTime().toMillis())
                .put("side", side)
                .put("frame_bytes", stitching.bytesPerFrame())
                .put("frame_bytes_written_per_second", stitching.writtenPerSecond())
                .put("stitcher_cores_per_100_fps", stitching.cores())
                .put("stitcher_fps", stitching.stitcher())
                .put("stitcher_of_encoder", stitching.ratio())
                .put("redis_bytes_per_prompt", cache.embedding())
                .put("redis_bytes_per_lora_megabyte", cache.loraMegabyte());
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
