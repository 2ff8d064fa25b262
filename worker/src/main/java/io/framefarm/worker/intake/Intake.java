package io.framefarm.worker.intake;

import io.framefarm.worker.latents.HandLatents;
import io.framefarm.worker.output.ResultPublisher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All slots of one worker. Stopping drains: what renders is finished if that takes no longer than the caller waits,
 * and given back otherwise.
 */
public final class Intake {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final Duration ABANDON_WITHIN = Duration.ofSeconds(20);

    private final List<RenderSlot> slots = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final LongSupplier nanoTicker;

    /**
     * Readies the slots; {@link #start()} sets them to work.
     *
     * @param worker unique among the living
     * @param rendersAtOnce how many segments render at the same time; there is one slot more, which fetches and
     *     publishes meanwhile
     * @param queues a queue for each slot
     * @param publishers a publisher for each slot
     * @param latents for all slots
     */
    public Intake(
            String worker,
            int rendersAtOnce,
            SegmentRenderer renderer,
            IntFunction<JobQueue> queues,
            IntFunction<ResultPublisher> publishers,
            HandLatents latents,
            RevokedRenders revoked,
            WorkerEvents events,
            LongSupplier nanoTicker) {
        if (rendersAtOnce < 1) {
            throw new IllegalArgumentException("rendersAtOnce: " + rendersAtOnce + " is below 1");
        }
        this.nanoTicker = nanoTicker;
        Turns turns = new Turns(rendersAtOnce);
        AtomicLong runs = new AtomicLong();
        for (int i = 0; i <= rendersAtOnce; i++) {
            String name = worker + "-slot-" + i;
            ServeJob serveJob = new ServeJob(
                    worker, runs, turns, renderer, publishers.apply(i), latents, revoked, events, nanoTicker);
            RenderSlot slot = new RenderSlot(name, queues.apply(i), turns, serveJob, events);
            slots.add(slot);
            threads.add(new Thread(slot, name));
        }
    }

    public void start() {
        threads.forEach(Thread::start);
    }

    /** Takes no further job, and gives the jobs at hand this long to finish before they are given back. */
    public void drain(Duration patience) throws InterruptedException {
        slots.forEach(RenderSlot::stop);
        if (!endedWithin(patience)) {
            slots.forEach(slot -> slot.abandon("the worker is stopping"));
            if (!endedWithin(ABANDON_WITHIN)) {
                LOG.error(
                        "A renderer did not stop within {}; its job is delivered again after its lock expires",
                        ABANDON_WITHIN);
            }
        }
    }

    private boolean endedWithin(Duration patience) throws InterruptedException {
        long deadline = nanoTicker.getAsLong() + patience.toNanos();
        boolean ended = true;
        for (Thread thread : threads) {
            TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, deadline - nanoTicker.getAsLong()));
            ended &= !thread.isAlive();
        }
        return ended;
    }

    /** False once a slot has died of something it could not go on from. */
    public boolean alive() {
        return threads.stream().noneMatch(thread -> thread.getState() == Thread.State.TERMINATED);
    }
}
