package io.framefarm.worker.intake;

import io.framefarm.protocol.monitor.LogContext;
import io.framefarm.protocol.v1.Attempt;
import io.framefarm.worker.intake.Turns.Turn;
import io.framefarm.worker.intake.WorkerEvents.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves jobs one after the other until told to stop. Its own thread owns the queue and keeps the lock of the job at
 * hand; a second thread renders and publishes. A job is accepted only after its result is safe: a worker that dies in
 * between has it delivered again, to whoever is left.
 */
final class RenderSlot implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(RenderSlot.class);
    private static final Duration PATIENCE = Duration.ofMillis(500);

    /**
     * The share consumer may ask the broker only once in a poll, and sleep through a job that comes after that; measured
     * with polls of 500 ms, a worker stood still for 450 ms between segments. So polls are short, one after the other,
     * and nobody has to be woken from one to stop.
     */
    private static final Duration ONE_POLL = Duration.ofMillis(20);

    private final JobQueue queue;
    private final Turns turns;
    private final ServeJob serveJob;
    private final WorkerEvents events;
    private final ExecutorService rendering;
    private volatile boolean stopping;
    private volatile @Nullable Cancellation current;

    RenderSlot(String name, JobQueue queue, Turns turns, ServeJob serveJob, WorkerEvents events) {
        this.queue = queue;
        this.turns = turns;
        this.serveJob = serveJob;
        this.events = events;
        this.rendering = Executors.newSingleThreadExecutor(task -> new Thread(task, name + "-render"));
    }

    @Override
    public void run() {
        try {
            while (!stopping) {
                serveNext();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            rendering.shutdown();
            serveJob.close();
            queue.close();
        }
    }

    /** Takes no further job; the one at hand is finished. */
    void stop() {
        stopping = true;
    }

    /** Gives the job at hand back undone. */
    void abandon(String reason) {
        stop();
        Cancellation cancellation = current;
        if (cancellation != null) {
            cancellation.cancel(reason);
        }
    }

    private void serveNext() throws InterruptedException {
        try (Turn asking = turns.toAsk(PATIENCE)) {
            if (asking == null) {
                return;
            }
            Optional<Delivery> delivery = Optional.empty();
            while (delivery.isEmpty() && !stopping) {
                delivery = queue.poll(ONE_POLL);
            }
            if (delivery.isPresent()) {
                serve(delivery.get(), asking);
            }
        }
    }

    private void serve(Delivery delivery, Turn asking) throws InterruptedException {
        Attempt attempt = serveJob.attemptFor(delivery);
        try (LogContext context = LogContext.of(delivery.job().getRef(), attempt)) {
            serve(delivery, attempt, asking);
        }
    }

    private void serve(Delivery delivery, Attempt attempt, Turn asking) throws InterruptedException {
        Cancellation cancellation = new Cancellation();
        current = cancellation;
        events.picked(delivery.job(), attempt);
        Future<Outcome> work = rendering.submit(() -> serveJob.serve(delivery, attempt, asking, cancellation));
        Outcome outcome = Outcome.RELEASED;
        try {
            if (stopping) {
                cancellation.cancel("the worker is stopping");
            }
            outcome = holdLockUntilDone(work, cancellation);
        } finally {
            current = null;
            settle(outcome);
            events.ended(delivery.job(), attempt, outcome);
        }
    }

    private Outcome holdLockUntilDone(Future<Outcome> work, Cancellation cancellation) throws InterruptedException {
        while (true) {
            try {
                return work.get(queue.renewEvery().toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                boolean held = queue.renew();
                events.renewed(held);
                if (!held) {
                    cancellation.cancel("the lock was lost: another worker may have the job");
                }
            } catch (ExecutionException e) {
                LOG.error("A segment could not be served; it is given back", e.getCause());
                return Outcome.RELEASED;
            }
        }
    }

    private void settle(Outcome outcome) {
        if (outcome == Outcome.RELEASED) {
            queue.release();
        } else {
            queue.accept();
        }
    }
}
