package io.framefarm.coordinator.admit;

import io.framefarm.protocol.Limits;
import io.framefarm.protocol.v1.WorkerHeartbeat;
import io.framefarm.protocol.v1.WorkerState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Who lives, by heartbeats: the only source of how many segments a pool can take and which packs it can open. */
public final class LiveWorkers {
    /** A farm is smaller; a flood of invented workers must not fill the memory. */
    private static final int MAX_WORKERS = 10_000;

    private final Duration silence;
    private final Map<String, Heard> heard = new HashMap<>();
    private SortedMap<String, Pool> pools = Collections.emptySortedMap();

    private record Heard(WorkerHeartbeat heartbeat, Instant at) {}

    /** One pool as its live workers describe it; a pack counts when at least one of them has it. */
    public record Pool(int workers, Set<String> packs) {
        public Pool {
            packs = Set.copyOf(packs);
        }
    }

    /** @param silence after which a worker counts as dead */
    public LiveWorkers(Duration silence) {
        this.silence = silence;
    }

    public void heard(WorkerHeartbeat heartbeat, Instant now) {
        String worker = heartbeat.getWorker();
        if (!Limits.isName(worker) || !Limits.isName(heartbeat.getPool())) {
            return;
        }
        if (takesWork(heartbeat.getState())) {
            if (heard.size() < MAX_WORKERS || heard.containsKey(worker)) {
                heard.put(worker, new Heard(heartbeat, now));
            }
        } else {
            heard.remove(worker);
        }
        countAgain();
    }

    /** Forgets those that have been silent for too long. */
    public void forgetSilent(Instant now) {
        if (heard.values().removeIf(last -> last.at().plus(silence).isBefore(now))) {
            countAgain();
        }
    }

    /** Pools with live workers, by name. */
    public SortedMap<String, Pool> pools() {
        return pools;
    }

    public int count() {
        return heard.size();
    }

    /** Whether a live worker of the pool is none of these. */
    public boolean hasOtherThan(Collection<String> workers, String pool) {
        return heard.values().stream()
                .map(Heard::heartbeat)
                .anyMatch(worker -> worker.getPool().equals(pool) && !workers.contains(worker.getWorker()));
    }

    public boolean anyHas(String pack) {
        return pools.values().stream().anyMatch(pool -> pool.packs().contains(pack));
    }

    private void countAgain() {
        Map<String, Integer> workers = new HashMap<>();
        Map<String, Set<String>> packs = new HashMap<>();
        for (Heard last : heard.values()) {
            String pool = last.heartbeat().getPool();
            workers.merge(pool, 1, Integer::sum);
            packs.computeIfAbsent(pool, any -> new HashSet<>())
                    .addAll(last.heartbeat().getPacksList());
        }
        SortedMap<String, Pool> counted = new TreeMap<>();
        workers.forEach((pool, count) -> counted.put(pool, new Pool(count, packs.getOrDefault(pool, Set.of()))));
        pools = Collections.unmodifiableSortedMap(counted);
    }

    private static boolean takesWork(WorkerState state) {
        return switch (state) {
            case WORKER_STATE_IDLE, WORKER_STATE_RENDERING -> true;
            case WORKER_STATE_DRAINING, WORKER_STATE_STOPPED, WORKER_STATE_UNSPECIFIED, UNRECOGNIZED -> false;
        };
    }
}
