package io.framefarm.worker;

import io.framefarm.protocol.Limits;
import java.time.Duration;

/**
 * How one worker takes part in the farm.
 *
 * @param bootstrap Kafka brokers as {@code host:port}, separated by commas
 * @param pool whose jobs it takes; default {@code default}
 * @param id unique among the living
 * @param rendersAtOnce how many segments render at the same time; 1 to 16, default 1
 * @param heartbeatEvery how often it says that it lives; 100 ms to 1 min, default 1 s
 * @param drainWithin how long a stopping worker finishes what it renders before it gives it back; default 30 s
 */
public record WorkerConfig(
        String bootstrap, String pool, String id, int rendersAtOnce, Duration heartbeatEvery, Duration drainWithin) {

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
        return new WorkerConfig(bootstrap, pool, id, 1, Duration.ofSeconds(1), Duration.ofSeconds(30));
    }

    public WorkerConfig withDrainWithin(Duration patience) {
        return new WorkerConfig(bootstrap, pool, id, rendersAtOnce, heartbeatEvery, patience);
    }

    public WorkerConfig withHeartbeatEvery(Duration pace) {
        return new WorkerConfig(bootstrap, pool, id, rendersAtOnce, pace, drainWithin);
    }
}
