package io.framefarm.worker.intake;

import io.framefarm.worker.output.ResultPublisher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/**
 * All slots of one worker. Stopping drains: what renders is finished if that takes no longer than the caller waits,
 * and given back otherwise.
 */
public final class Intake {

    private final List<RenderSlot> slots = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /**
     * Readies the slots; {@link #start()} sets them to work.
     *
     * @param worker unique among the living
     * @param rendersAtOnce how many segments render at the same time; there is one slot more, which fetches and
     *     publishes meanwhile
     * @param queues a queue for each slot
     * @param publishers a publisher for each slot
     */
    public Intake(
            String worker,
            int rendersAtOnce,
            SegmentRenderer renderer,
            IntFunction<JobQueue> queues,
            IntFunction<ResultPublisher> publishers,
            RevokedRenders revoked,
            WorkerEvents events) {
        if (rendersAtOnce < 1) {
            throw new IllegalArgumentException("rendersAtOnce: " + rendersAtOnce + " is below 1");
        }
        Turns turns = new Turns(rendersAtOnce);
        AtomicLong runs = new AtomicLong();
        for (int i = 0; i <= rendersAtOnce; i++) {
            String name = worker + "-slot-" + i;
            ServeJob serveJob = new ServeJob(worker, runs, turns, renderer, publishers.apply(i), revoked, events);
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
        long deadline = System.nanoTime() + patience.toNanos();
        for (Thread thread : threads) {
            TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, deadline - System.nanoTime()));
        }
        slots.forEach(slot -> slot.abandon("the worker is stopping"));
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** False once a slot has died of something it could not go on from. */
    public boolean alive() {
        return threads.stream().allMatch(Thread::isAlive);
    }
}
