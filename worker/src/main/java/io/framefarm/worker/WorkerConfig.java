package io.framefarm.worker;

import io.framefarm.protocol.Limits;
import io.framefarm.protocol.kafka.KafkaCluster;
import java.time.Duration;

/**
 * How one worker takes part in the farm.
 *
 * @param cluster where the topics are
 * @param pool whose jobs it takes; default {@code default}
 * @param id unique among the living
 * @param rendersAtOnce how many segments render at the same time; 1 to 16, default 1
 * @param heartbeatEvery how often it says that it lives; 100 ms to 1 min, default 1 s
 * @param drainWithin how long a stopping worker finishes what it renders before it gives it back; default 30 s
 */
public record WorkerConfig(
        KafkaCluster cluster,
        String pool,
        String id,
        int rendersAtOnce,
        Duration heartbeatEvery,
        Duration drainWithin) {

    private static final Duration SHORTEST_BEAT = Duration.ofMillis(100);
    private static final Duration LONGEST_BEAT = Duration.ofMinutes(1);

    public WorkerConfig {
        Limits.requireName("pool", pool);
        Limits.requireName("id", id);
        if (rendersAtOnce < 1 || rendersAtOnce > 16) {
            throw new IllegalArgumentException("rendersAtOnce: " + rendersAtOnce + " (allowed: 1 to 16)");
        }
        if (heartbeatEvery.compareTo(SHORTEST_BEAT) < 0 || heartbeatEvery.compareTo(LONGEST_BEAT) > 0) {
            throw new IllegalArgumentException("heartbeatEvery: " + heartbeatEvery + " (allowed: PT0.1S to PT1M)");
        }
        if (drainWithin.isNegative()) {
            throw new IllegalArgumentException("drainWithin: " + drainWithin + " (allowed: zero or more)");
        }
    }

    public static WorkerConfig of(String bootstrap, String pool, String id) {
        return of(KafkaCluster.at(bootstrap), pool, id);
    }

    public static WorkerConfig of(KafkaCluster cluster, String pool, String id) {
        return new WorkerConfig(cluster, pool, id, 1, Duration.ofSeconds(1), Duration.ofSeconds(30));
    }

    public WorkerConfig withDrainWithin(Duration patience) {
        return new WorkerConfig(cluster, pool, id, rendersAtOnce, heartbeatEvery, patience);
    }

    public WorkerConfig withHeartbeatEvery(Duration pace) {
        return new WorkerConfig(cluster, pool, id, rendersAtOnce, pace, drainWithin);
    }
}
