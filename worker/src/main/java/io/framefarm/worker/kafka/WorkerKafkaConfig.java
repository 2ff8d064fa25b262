package io.framefarm.worker.kafka;

import io.framefarm.protocol.kafka.KafkaCluster;
import java.time.Duration;

/**
 * How a worker uses Kafka.
 *
 * @param cluster where the topics are
 * @param pool whose jobs it takes
 * @param worker its id, unique among the living; two workers of one id fence each other
 * @param publishWithin for how long a result is tried to be published before its job is given back; above zero,
 *     default 2 min
 */
public record WorkerKafkaConfig(KafkaCluster cluster, String pool, String worker, Duration publishWithin) {

    public WorkerKafkaConfig {
        if (publishWithin.isNegative() || publishWithin.isZero()) {
            throw new IllegalArgumentException("publishWithin: " + publishWithin + " (allowed: above zero)");
        }
    }

    public static WorkerKafkaConfig of(KafkaCluster cluster, String pool, String worker) {
        return new WorkerKafkaConfig(cluster, pool, worker, Duration.ofMinutes(2));
    }
}
