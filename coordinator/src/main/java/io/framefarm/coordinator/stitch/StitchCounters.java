package io.framefarm.coordinator.stitch;

import io.framefarm.coordinator.encode.VideoFormat;
import io.framefarm.protocol.monitor.Buckets;
import io.framefarm.protocol.monitor.Metrics;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Histogram;
import java.time.Duration;
import java.util.Locale;

/** What operators count of a stitcher. */
public final class StitchCounters {
    private final Counter frames;
    private final Counter encoded;
    private final Histogram encodeSeconds;
    private final Counter videos;
    private final Counter damaged;
    private final Counter retries;

    public StitchCounters(CollectorRegistry registry) {
        this(new Metrics(registry));
    }

    public StitchCounters(Metrics metrics) {
        frames = metrics.counter(
                "framefarm_stitcher_frames_total", "Frame records that arrived, by what became of them.", "fate");
        encoded = metrics.counter("framefarm_stitcher_encoded_frames_total", "Frames encoded.");
        encodeSeconds = metrics.histogram(
                "framefarm_stitcher_encode_seconds", "How long a frame took to encode.", Buckets.BRIEF, "format");
        videos =
                metrics.counter("framefarm_stitcher_videos_total", "Renders whose stitching ended, by how.", "outcome");
        damaged = metrics.counter(
                "framefarm_stitcher_damaged_segments_total", "Segments sent back because of their frames.");
        retries = metrics.counter("framefarm_stitcher_retries_total", "Retries after errors of disk, store or topics.");
        for (FrameFate fate : FrameFate.values()) {
            frames.labels(fate.name().toLowerCase(Locale.ROOT));
        }
        for (Outcome outcome : Outcome.values()) {
            videos.labels(outcome.name().toLowerCase(Locale.ROOT));
        }
    }

    void arrived(FrameFate fate) {
        frames.labels(fate.name().toLowerCase(Locale.ROOT)).inc();
    }

    void encoded() {
        encoded.inc();
    }

    void encodedIn(VideoFormat format, Duration took) {
        encodeSeconds.labels(format.name().toLowerCase(Locale.ROOT)).observe(took.toNanos() / 1e9);
    }

    void ended(Outcome outcome) {
        videos.labels(outcome.name().toLowerCase(Locale.ROOT)).inc();
    }

    void damaged() {
        damaged.inc();
    }

    void retried() {
        retries.inc();
    }

    /** How many records of this fate have arrived. */
    public long arrivals(FrameFate fate) {
        return (long) frames.labels(fate.name().toLowerCase(Locale.ROOT)).get();
    }

    /** How the stitching of a render ends. */
    enum Outcome {
        PUBLISHED,
        ANNOUNCED_AGAIN,
        FAILED,
        ABANDONED
    }
}
