package io.framefarm.protocol.kafka;

import io.framefarm.protocol.Limits;
import io.framefarm.protocol.kafka.TopicSpec.Cleanup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * All topics of the farm.
 *
 * <p>What one active coordinator reads has one partition: more would only cost it a round trip per transaction. Frames
 * and assembly commands are spread over as many partitions as stitchers may share, by the same key in the same number.
 */
public final class Topics {
    /** Kafka's own default: room for every message without pixels. */
    private static final int SMALL_BYTES = 1 << 20;

    /** For what the coordinator writes: a request with its defaults spelled out in every shot is larger than before. */
    private static final int LARGE_BYTES = 4 << 20;

    /** The pool of workers that did not name one. */
    public static final String DEFAULT_POOL = "default";

    public static final int STITCHING_PARTITIONS = 4;

    public static final TopicSpec REQUESTS = small("requests", Duration.ofDays(7), "render id", "RenderCommand");
    public static final TopicSpec RESULTS = small("results", Duration.ofDays(1), "render id", "FarmEvent");
    /** Apart from `results`, so that access control can keep workers from ending renders. */
    public static final TopicSpec VIDEOS = small("videos", Duration.ofDays(1), "render id", "FarmEvent");

    public static final TopicSpec WORKERS = small("workers", Duration.ofHours(1), "worker", "WorkerHeartbeat");
    public static final TopicSpec REVOCATIONS = small("revocations", Duration.ofDays(1), "render id", "Revocation");
    public static final TopicSpec FRAMES = new TopicSpec(
            "frames",
            STITCHING_PARTITIONS,
            Cleanup.DELETE,
            Duration.ofDays(1),
            Limits.MAX_FRAME_RECORD_BYTES,
            "render id",
            "FrameRecord");
    /** Keyed by render only so that a render's latents lie together; they are read by their address. */
    public static final TopicSpec LATENTS = new TopicSpec(
            "latents",
            STITCHING_PARTITIONS,
            Cleanup.DELETE,
            Duration.ofDays(1),
            Limits.MAX_FRAME_RECORD_BYTES,
            "render id",
            "LatentRecord");

    public static final TopicSpec ASSEMBLY = new TopicSpec(
            "assembly",
            STITCHING_PARTITIONS,
            Cleanup.DELETE,
            Duration.ofDays(7),
            LARGE_BYTES,
            "render id",
            "AssemblyCommand");
    /** What the processes log of renders, for `farm logs`: nobody waits for it, and nothing is lost with it. */
    public static final TopicSpec LOGS = small("logs", Duration.ofDays(1), "render id", "LogLine");

    public static final TopicSpec STATUS = compacted("status", "render id", "RenderStatus");
    public static final TopicSpec FARM_STATE = compacted("farm.state", "entity", "StateRecord");
    /** Apart from `farm.state`, because it holds secrets of producers and every coordinator writes it. */
    public static final TopicSpec WEBHOOKS = compacted("webhooks", "entity", "WebhookRecord");

    /** Records of `requests` that could not be read. */
    public static final TopicSpec DEAD_REQUESTS = dead("dlq.requests", "as found", "what was found");
    /** Records of `results`, `videos` and `workers` that could not be read. */
    public static final TopicSpec DEAD_RESULTS = dead("dlq.results", "as found", "what was found");
    /** Jobs that the broker gave up on after the last permitted delivery, or that a worker refused. */
    public static final TopicSpec DEAD_SEGMENTS = dead("dlq.segments", "segment", "SegmentJob");
    /** Jobs whose segment the coordinator failed for good, with the failure in the headers. */
    public static final TopicSpec FAILED_SEGMENTS = dead("dlq.failed", "segment", "SegmentJob");

    private static final String SEGMENTS = "segments.";

    private Topics() {}

    /** The jobs of one pool of workers. A share group needs a single partition for any number of consumers. */
    public static TopicSpec segments(String pool) {
        Limits.requireName("pool", pool);
        return new TopicSpec(
                SEGMENTS + pool, 1, Cleanup.DELETE, Duration.ofDays(7), LARGE_BYTES, "segment", "SegmentJob");
    }

    /** The pool whose jobs lie on this topic; empty for other topics. */
    public static Optional<String> poolOf(String topic) {
        String pool = topic.startsWith(SEGMENTS) ? topic.substring(SEGMENTS.length()) : "";
        return Limits.isName(pool) ? Optional.of(pool) : Optional.empty();
    }

    /** The share group by which the workers of a pool read its jobs. */
    public static String workerGroup(String pool) {
        Limits.requireName("pool", pool);
        return "workers." + pool;
    }

    /** Every topic of a farm with these pools. */
    public static List<TopicSpec> all(Collection<String> pools) {
        List<TopicSpec> all = new ArrayList<>(List.of(
                REQUESTS,
                RESULTS,
                VIDEOS,
                WORKERS,
                REVOCATIONS,
                FRAMES,
                LATENTS,
                ASSEMBLY,
                STATUS,
                FARM_STATE,
                LOGS,
                WEBHOOKS,
                DEAD_REQUESTS,
                DEAD_RESULTS,
                DEAD_SEGMENTS,
                FAILED_SEGMENTS));
        for (String pool : new TreeSet<>(pools)) {
            all.add(segments(pool));
        }
        return List.copyOf(all);
    }

    private static TopicSpec small(String name, Duration retention, String key, String carries) {
        return new TopicSpec(name, 1, Cleanup.DELETE, retention, SMALL_BYTES, key, carries);
    }

    private static TopicSpec compacted(String name, String key, String carries) {
        return new TopicSpec(name, 1, Cleanup.COMPACT, Duration.ofDays(1), LARGE_BYTES, key, carries);
    }

    private static TopicSpec dead(String name, String key, String carries) {
        return new TopicSpec(name, 1, Cleanup.DEAD_LETTER, Duration.ofDays(30), LARGE_BYTES, key, carries);
    }
}
