package io.framefarm.coordinator.view;

import io.framefarm.protocol.Limits;
import io.framefarm.protocol.v1.WorkerHeartbeat;
import io.framefarm.protocol.v1.WorkerState;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The workers that were heard of lately. One thread writes, any number read. */
public final class WorkerBoard {
    /** As the coordinator counts. */
    public static final Duration SILENCE = Duration.ofSeconds(10);

    private static final Duration REMEMBERED = Duration.ofMinutes(5);
    private static final int MAX_WORKERS = 10_000;

    private final Map<String, WorkerView> workers = new ConcurrentHashMap<>();

    public void heard(WorkerHeartbeat heartbeat, Instant at) {
        String worker = heartbeat.getWorker();
        if (!Limits.isName(worker)) {
            return;
        }
        if (heartbeat.getState() == WorkerState.WORKER_STATE_STOPPED) {
            workers.remove(worker);
        } else if (workers.size() < MAX_WORKERS || workers.containsKey(worker)) {
            workers.put(worker, new WorkerView(heartbeat, at));
        }
    }

    /** Forgets those that nobody will hear of again. */
    public void forgetSilent(Instant now) {
        workers.values().removeIf(worker -> worker.heardAt().plus(REMEMBERED).isBefore(now));
    }

    /** By name; those that have fallen silent are among them. */
    public List<WorkerView> all() {
        return workers.values().stream()
                .sorted(Comparator.comparing(worker -> worker.heartbeat().getWorker()))
                .toList();
    }

    public List<WorkerView> alive(Instant now) {
        return all().stream().filter(worker -> isAlive(worker, now)).toList();
    }

    public static boolean isAlive(WorkerView worker, Instant now) {
        return !worker.heardAt().plus(SILENCE).isBefore(now);
    }
}
