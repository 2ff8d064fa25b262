package io.framefarm.coordinator.stitch.kafka;

import io.framefarm.coordinator.provenance.SigningKey;
import io.framefarm.coordinator.stitch.Backoff;
import io.framefarm.protocol.kafka.KafkaCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a stitcher runs.
 *
 * @param cluster where the topics are
 * @param group consumer group by which stitchers share the renders
 * @param scratch folder on a local disk for videos that are not finished; a few times the size of the largest
 * @param encoders renders that are encoded at the same time, 1 to 256
 * @param memoryBytes of frames that are held before they are due; 1 MiB to 64 GiB, usually a quarter of the heap and
 *     256 MiB at most. What does not fit is read again
 * @param sessionTimeout after which the renders of a stitcher that died go to another; 1 s to 5 min, within what the
 *     broker allows
 * @param commitInterval between two commits of offsets
 * @param backoff after errors of disk and store
 * @param previews whether a video can be watched while it is made, which costs about a quarter of its encoding
 * @param signature of manifests; without one, videos have none
 */
public record StitcherSettings(
        KafkaCluster cluster,
        String group,
        Path scratch,
        int encoders,
        long memoryBytes,
        Duration sessionTimeout,
        Duration commitInterval,
        Backoff backoff,
        boolean previews,
        Optional<SigningKey> signature) {

    /** The least that brokers allow by default: the videos of a stitcher that died shall not wait for long. */
    private static final Duration SESSION = Duration.ofSeconds(6);

    private static final long MOST_MEMORY_USUALLY = 256L << 20;

    public StitcherSettings {
        requireRange("encoders", encoders, 1, 256);
        requireRange("memoryBytes", memoryBytes, 1L << 20, 64L << 30);
        requireRange("sessionTimeout in ms", sessionTimeout.toMillis(), 1_000, 300_000);
        requireRange("commitInterval in ms", commitInterval.toMillis(), 10, 60_000);
    }

    /** For a cluster that is open to everybody. */
    public static StitcherSettings of(String bootstrap, Path scratch, int processors) {
        return of(KafkaCluster.at(bootstrap), scratch, processors);
    }

    /** One encoder per two processors: the other one unpacks frames. */
    public static StitcherSettings of(KafkaCluster cluster, Path scratch, int processors) {
        return new StitcherSettings(
                cluster,
                "stitchers",
                scratch,
                Math.max(1, processors / 2),
                Math.min(MOST_MEMORY_USUALLY, Runtime.getRuntime().maxMemory() / 4),
                SESSION,
                Duration.ofSeconds(1),
                Backoff.DEFAULT,
                true,
                Optional.empty());
    }

    /** Renders are shared within a group; another group stitches everything once more. */
    public StitcherSettings withGroup(String name) {
        return new StitcherSettings(
                cluster,
                name,
                scratch,
                encoders,
                memoryBytes,
                sessionTimeout,
                commitInterval,
                backoff,
                previews,
                signature);
    }

    public StitcherSettings withMemoryBytes(long bytes) {
        return new StitcherSettings(
                cluster, group, scratch, encoders, bytes, sessionTimeout, commitInterval, backoff, previews, signature);
    }

    public StitcherSettings withSessionTimeout(Duration timeout) {
        return new StitcherSettings(
                cluster, group, scratch, encoders, memoryBytes, timeout, commitInterval, backoff, previews, signature);
    }

    public StitcherSettings withoutPreviews() {
        return new StitcherSettings(
                cluster,
                group,
                scratch,
                encoders,
                memoryBytes,
                sessionTimeout,
                commitInterval,
                backoff,
                false,
                signature);
    }

    public StitcherSettings signedWith(SigningKey key) {
        return new StitcherSettings(
                cluster,
                group,
                scratch,
                encoders,
                memoryBytes,
                sessionTimeout,
                commitInterval,
                backoff,
                previews,
                Optional.of(key));
    }

    private static void requireRange(String key, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(key + ": " + value + " is not within " + min + " and " + max);
        }
    }
}
