package io.framefarm.deploy.simulation;

import io.framefarm.protocol.v1.SegmentJob;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The jobs of the pool as a share group delivers them: a lock per job that expires unless it is renewed, the lowest offset
 * first, and a limit of deliveries after which a job is a dead letter.
 */
final class ShareGroup {
    static final long LOCK_MS = 6_000;

    private static final int MOST_DELIVERIES = 5;

    private final Agenda agenda;
    private final Consumer<SegmentJob> deadLetters;
    private final List<Job> unsettled = new ArrayList<>();

    ShareGroup(Agenda agenda, Consumer<SegmentJob> deadLetters) {
        this.agenda = agenda;
        this.deadLetters = deadLetters;
    }

    private static final class Job {
        private final SegmentJob job;
        private int deliveries;
        private Optional<Lock> lock = Optional.empty();

        private Job(SegmentJob job) {
            this.job = job;
        }
    }

    /** One delivery, and whether it still counts. */
    static final class Lock {
        private final Job job;
        private final int delivery;
        private long untilMs;

        private Lock(Job job, int delivery, long untilMs) {
            this.job = job;
            this.delivery = delivery;
            this.untilMs = untilMs;
        }

        SegmentJob job() {
            return job.job;
        }

        int delivery() {
            return delivery;
        }
    }

    void add(SegmentJob job) {
        unsettled.add(new Job(job));
    }

    Optional<Lock> acquire() {
        expire();
        for (Job job : unsettled) {
            if (job.lock.isEmpty()) {
                job.deliveries++;
                job.lock = Optional.of(new Lock(job, job.deliveries, agenda.nowMs() + LOCK_MS));
                return job.lock;
            }
        }
        return Optional.empty();
    }

    /** False when the lock was lost. */
    boolean renew(Lock lock) {
        if (!holds(lock)) {
            return false;
        }
        lock.untilMs = agenda.nowMs() + LOCK_MS;
        return true;
    }

    void accept(Lock lock) {
        if (holds(lock)) {
            unsettled.remove(lock.job);
        }
    }

    /** To be delivered again, unless it was delivered too often. */
    void release(Lock lock) {
        if (holds(lock)) {
            free(lock.job);
            unsettled.removeIf(job -> job == lock.job && isSpent(job));
        }
    }

    /** The broker remembers what is settled, and not how often it has delivered what is not. */
    void forgetDeliveries() {
        for (Job job : unsettled) {
            job.lock = Optional.empty();
            job.deliveries = 0;
        }
    }

    private boolean holds(Lock lock) {
        expire();
        return lock.job.lock.filter(held -> held == lock).isPresent();
    }

    private void expire() {
        for (Iterator<Job> each = unsettled.iterator(); each.hasNext(); ) {
            Job job = each.next();
            if (job.lock.isPresent() && job.lock.get().untilMs <= agenda.nowMs()) {
                free(job);
                if (isSpent(job)) {
                    each.remove();
                }
            }
        }
    }

    private void free(Job job) {
        job.lock = Optional.empty();
        if (isSpent(job)) {
            deadLetters.accept(job.job);
        }
    }

    private static boolean isSpent(Job job) {
        return job.lock.isEmpty() && job.deliveries >= MOST_DELIVERIES;
    }
}
