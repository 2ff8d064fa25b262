package io.framefarm.worker.kafka;

import java.time.Duration;

/**
 * How a worker uses Kafka.
 *
 * @param bootstrap brokers as {@code host:port}, separated by commas
 * @param pool whose jobs it takes
 * @param worker its id, unique among the living; two workers of one id fence each other
 * @param publishWithin for how long a result is tried to be published before its job is given back; above zero,
 *     default 2 min
 */
public record WorkerKafkaConfig(String bootstrap, String pool, String worker, Duration publishWithin) {

    public WorkerKafkaConfig {
        if (bootstrap.isBlank()) {
            throw new IllegalArgumentException("bootstrap: empty (allowed: host:port, separated by commas)");
        }
        if (publishWithin.isNegative() || publishWithin.isZero()) {
            throw new IllegalArgumentException("publishWithin: " + publishWithin + " (allowed: above zero)");
        }
    }

    public static WorkerKafkaConfig of(String bootstrap, String pool, String worker) {
        return new WorkerKafkaConfig(bootstrap, pool, worker, Duration.ofMinutes(2));
    }
}
