package io.framefarm.deploy.simulation;

import io.framefarm.protocol.kafka.Keys;
import io.framefarm.protocol.kafka.Topics;
import io.framefarm.protocol.v1.Attempt;
import io.framefarm.protocol.v1.FarmEvent;
import io.framefarm.protocol.v1.SegmentStarted;
import io.framefarm.protocol.v1.WorkerHeartbeat;
import io.framefarm.protocol.v1.WorkerState;
import io.framefarm.worker.cache.TensorCache;
import io.framefarm.worker.intake.AllWorkerEvents;
import io.framefarm.worker.intake.Cancellation;
import io.framefarm.worker.intake.Delivery;
import io.framefarm.worker.intake.RevokedRenders;
import io.framefarm.worker.intake.ServeJob;
import io.framefarm.worker.intake.WorkerEvents.Outcome;
import io.framefarm.worker.latents.HandLatents;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A worker: the real way of serving a job, around it the lock that is renewed or lost, heartbeats and revocations. */
final class WorkerProcess extends FarmProcess {
    private static final int BEAT_EVERY_MS = 1_000;
    private static final int STEPS = 3;
    private static final int REVOCATIONS_REMEMBERED = 1_000;
    private static final int NOTICED_DEAD_AFTER_MS = 500;

    private final Broker broker;
    private final Pictures pictures;
    private final Poison poison;
    private RevokedRenders revoked = new RevokedRenders(REVOCATIONS_REMEMBERED);
    private int revocationsRead;
    private @Nullable ServeJob serveJob;
    private @Nullable Work work;

    WorkerProcess(World world, String name, Broker broker, Pictures pictures, Poison poison) {
        super(world, name);
        this.broker = broker;
        this.pictures = pictures;
        this.poison = poison;
    }

    private static final class Work {
        private final ShareGroup.Lock lock;
        private final Delivery delivery;
        private final Attempt attempt;
        private final Cancellation cancellation = new Cancellation();
        private int step;

        private Work(ShareGroup.Lock lock, Delivery delivery, Attempt attempt) {
            this.lock = lock;
            this.delivery = delivery;
            this.attempt = attempt;
        }
    }

    @Override
    void started() {
        revoked = new RevokedRenders(REVOCATIONS_REMEMBERED);
        revocationsRead = 0;
        serveJob = ServeJob.alone(
                name(),
                new Painter(world(), pictures),
                new WorkerPublisher(world(), broker),
                new HandLatents(TensorCache.NONE, new LatentTopic(broker)),
                revoked,
                new AllWorkerEvents(List.of()));
        later(chance().between(0, 100), this::ask);
        later(0, this::beat);
        later(0, this::followRevocations);
    }

    /** The broker notices that the connection is gone, and delivers the job to another. */
    @Override
    void killed() {
        Work lost = work;
        work = null;
        if (lost != null) {
            world().agenda().after(NOTICED_DEAD_AFTER_MS, () -> broker.jobs.release(lost.lock));
        }
    }

    /** As on SIGTERM: gives back what it has, and says goodbye. */
    void stop(long downMs) {
        if (!isUp() || isFrozen()) {
            return;
        }
        if (work != null) {
            work.cancellation.cancel("the worker is stopping");
            finish(work);
        }
        sendBeat(WorkerState.WORKER_STATE_STOPPED);
        kill(downMs);
    }

    private void ask() {
        if (!broker.isAway() && work == null && serveJob != null) {
            var lock = broker.jobs.acquire();
            if (lock.isPresent()) {
                Delivery delivery = new Delivery(lock.get().job(), lock.get().delivery());
                begin(new Work(lock.get(), delivery, serveJob.attemptFor(delivery)));
                return;
            }
        }
        later(chance().between(20, 120), this::ask);
    }

    private void begin(Work begun) {
        work = begun;
        world().tell(() -> "%s takes %s, delivery %d".formatted(name(), describe(begun), begun.delivery.count()));
        boolean leftToOthers = begun.delivery.job().getAvoidWorkersList().contains(name());
        if (leftToOthers || revoked.isRevoked(begun.delivery.job())) {
            later(5, () -> finish(begun));
            return;
        }
        if (!world().strikes(Fault.NEWS_LOST) && !broker.isAway()) {
            broker.tell(
                    broker.results,
                    FarmEvent.newBuilder()
                            .setSegmentStarted(SegmentStarted.newBuilder()
                                    .setRef(begun.delivery.job().getRef())
                                    .setAttempt(begun.attempt))
                            .build());
        }
        later(ShareGroup.LOCK_MS / 3, () -> renew(begun));
        later(chance().between(20, 1_000), () -> step(begun));
    }

    private void step(Work begun) {
        if (work != begun) {
            return;
        }
        begun.step++;
        if (poison.kills(begun.delivery.job().getRef())) {
            world().count(Fault.POISON_SEGMENT);
            kill(chance().between(200, 1_500));
        } else if (begun.step == STEPS || begun.cancellation.reason().isPresent()) {
            finish(begun);
        } else {
            later(chance().between(20, 1_000), () -> step(begun));
        }
    }

    private void renew(Work begun) {
        if (work != begun) {
            return;
        }
        if (!broker.isAway() && broker.jobs.renew(begun.lock)) {
            later(ShareGroup.LOCK_MS / 3, () -> renew(begun));
        } else {
            begun.cancellation.cancel("the lock was lost: another worker may have the job");
        }
    }

    private void finish(Work begun) {
        if (work != begun || serveJob == null) {
            return;
        }
        Outcome outcome = serve(serveJob, begun);
        world().tell(() -> "%s ends %s: %s".formatted(name(), describe(begun), outcome));
        if (world().strikes(Fault.KILLED_BETWEEN_RESULT_AND_ACKNOWLEDGEMENT)) {
            kill(chance().between(200, 3_000));
            return;
        }
        work = null;
        if (!broker.isAway() && !world().strikes(Fault.ACKNOWLEDGEMENT_LOST)) {
            if (outcome == Outcome.RELEASED) {
                broker.jobs.release(begun.lock);
            } else {
                broker.jobs.accept(begun.lock);
            }
        }
        later(chance().between(0, 20), this::ask);
    }

    private static Outcome serve(ServeJob serveJob, Work begun) {
        try {
            return serveJob.serve(begun.delivery, begun.attempt, begun.cancellation);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("a history was interrupted", e);
        }
    }

    private void followRevocations() {
        if (!broker.isAway()) {
            while (revocationsRead < broker.revocations.end()) {
                revoked.revoke(broker.revocations.at(revocationsRead++));
            }
            Work current = work;
            if (current != null && revoked.isRevoked(current.delivery.job())) {
                current.cancellation.cancel("revoked");
            }
        }
        later(100, this::followRevocations);
    }

    private void beat() {
        if (!world().strikes(Fault.NEWS_LOST)) {
            sendBeat(work == null ? WorkerState.WORKER_STATE_IDLE : WorkerState.WORKER_STATE_RENDERING);
        }
        later(BEAT_EVERY_MS, this::beat);
    }

    private void sendBeat(WorkerState state) {
        if (broker.isAway()) {
            return;
        }
        WorkerHeartbeat.Builder beat = WorkerHeartbeat.newBuilder()
                .setWorker(name())
                .setPool(Topics.DEFAULT_POOL)
                .setState(state)
                .addPacks(Painter.PACK)
                .setSentAtMs(clock().toEpochMilli());
        if (work != null) {
            beat.setRendering(work.delivery.job().getRef())
                    .setAttempt(work.attempt)
                    .setStep(work.step)
                    .setSteps(STEPS);
        }
        broker.workers.append(beat.build());
    }

    private static String describe(Work work) {
        return Keys.segment(work.delivery.job().getRef()) + " dispatch "
                + work.delivery.job().getDispatch();
    }
}
