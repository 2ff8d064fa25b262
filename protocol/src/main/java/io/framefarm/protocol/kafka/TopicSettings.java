package io.framefarm.protocol.kafka;

import io.framefarm.protocol.Limits;
import java.time.Duration;
import java.util.Set;

/**
 * What a farm chooses about its topics.
 *
 * @param pools the pools of workers, each with its own topic of jobs; at least one
 * @param replication copies of each record, 1 to 32767; 1 on a single broker, 3 in a cluster that must lose nothing
 * @param lockDuration for how long the broker keeps a job for a worker that does not renew it, 1 s to 1 h; the broker's
 *     own bounds (15 s to 60 s unless configured) apply on top
 * @param deliveryLimit how often a job is delivered before it is a dead letter, 2 to 25; the broker's own bound applies
 */
public record TopicSettings(Set<String> pools, short replication, Duration lockDuration, int deliveryLimit) {

    public TopicSettings {
        pools = Set.copyOf(pools);
        if (pools.isEmpty()) {
            throw new IllegalArgumentException("pools: none given (at least one)");
        }
        pools.forEach(pool -> Limits.requireName("pools", pool));
        if (replication < 1) {
            throw new IllegalArgumentException("replication: " + replication + " is below 1");
        }
        if (lockDuration.compareTo(Duration.ofSeconds(1)) < 0 || lockDuration.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("lockDuration: " + lockDuration + " is not within 1 s to 1 h");
        }
        if (deliveryLimit < 2 || deliveryLimit > 25) {
            throw new IllegalArgumentException("deliveryLimit: " + deliveryLimit + " is not within 2 to 25");
        }
    }

    /** One broker, one pool, and the shortest lock that brokers allow by default. */
    public static TopicSettings singleBroker() {
        return new TopicSettings(Set.of(Topics.DEFAULT_POOL), (short) 1, Duration.ofSeconds(15), 5);
    }

    public TopicSettings withPools(Set<String> pools) {
        return new TopicSettings(pools, replication, lockDuration, deliveryLimit);
    }

    public TopicSettings withReplication(int replication) {
        return new TopicSettings(pools, (short) replication, lockDuration, deliveryLimit);
    }

    public TopicSettings withLockDuration(Duration lockDuration) {
        return new TopicSettings(pools, replication, lockDuration, deliveryLimit);
    }
}
