package io.framefarm.coordinator.kafka;

import io.framefarm.protocol.Limits;
import io.framefarm.protocol.kafka.Topics;
import io.framefarm.protocol.v1.WorkerHeartbeat;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which pools have a topic. A job for one without would hold up every transaction, so its workers do not count. */
final class KnownPools {
    private static final Logger LOG = LoggerFactory.getLogger(KnownPools.class);
    private static final long ASK_AGAIN_MS = 10_000;
    private static final int MAX_UNKNOWN = 1000;

    private final Consumer<?, ?> consumer;
    private final Set<String> known = new HashSet<>();
    private final Map<String, Long> unknownSince = new HashMap<>();

    KnownPools(Consumer<?, ?> consumer) {
        this.consumer = consumer;
    }

    boolean accepts(WorkerHeartbeat heartbeat, long nowMs) {
        String pool = heartbeat.getPool();
        if (known.contains(pool)) {
            return true;
        }
        if (!Limits.isName(pool) || nowMs - unknownSince.getOrDefault(pool, -ASK_AGAIN_MS) < ASK_AGAIN_MS) {
            return false;
        }
        List<PartitionInfo> partitions =
                consumer.partitionsFor(Topics.segments(pool).name());
        if (partitions == null || partitions.isEmpty()) {
            LOG.warn(
                    "Worker {} is in the pool `{}`, which has no topic; run `farm topics create` with that pool",
                    heartbeat.getWorker(),
                    pool);
            if (unknownSince.size() < MAX_UNKNOWN) {
                unknownSince.put(pool, nowMs);
            }
            return false;
        }
        known.add(pool);
        return true;
    }
}
