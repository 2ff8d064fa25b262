package io.framefarm.worker.intake;

import com.google.protobuf.ByteString;
import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.protocol.monitor.LogContext;
import io.framefarm.protocol.v1.Attempt;
import io.framefarm.protocol.v1.Category;
import io.framefarm.protocol.v1.SegmentFailed;
import io.framefarm.protocol.v1.SegmentJob;
import io.framefarm.protocol.v1.SegmentStarted;
import io.framefarm.worker.intake.SegmentRenderer.Progress;
import io.framefarm.worker.intake.SegmentRenderer.Rendering;
import io.framefarm.worker.intake.Turns.Turn;
import io.framefarm.worker.intake.WorkerEvents.Outcome;
import io.framefarm.worker.latents.HandLatents;
import io.framefarm.worker.latents.LatentsMissing;
import io.framefarm.worker.output.ResultPublisher;
import io.framefarm.worker.output.ResultPublisher.NotPublished;
import io.framefarm.worker.output.SegmentRecords;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One job from delivery to published result: prepare, wait for the accelerator, render, leave it to the next one,
 * encode, publish. Runs on the slot's render thread.
 */
public final class ServeJob implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServeJob.class);

    /** How often a job that this worker failed before is left to others; giving it back counts as a delivery. */
    private static final int TIMES_LEFT_TO_OTHERS = 2;

    private final String worker;
    private final AtomicLong runs;
    private final Turns turns;
    private final SegmentRenderer renderer;
    private final ResultPublisher publisher;
    private final HandLatents latents;
    private final RevokedRenders revoked;
    private final WorkerEvents events;
    private final StageTimer timer;

    ServeJob(
            String worker,
            AtomicLong runs,
            Turns turns,
            SegmentRenderer renderer,
            ResultPublisher publisher,
            HandLatents latents,
            RevokedRenders revoked,
            WorkerEvents events,
            LongSupplier nanoTicker) {
        this.worker = worker;
        this.runs = runs;
        this.turns = turns;
        this.renderer = renderer;
        this.publisher = publisher;
        this.latents = latents;
        this.revoked = revoked;
        this.events = events;
        this.timer = new StageTimer(events, nanoTicker);
    }

    /** For a worker with one slot, whose accelerator nobody else waits for: a simulation brings its own queue and time. */
    public static ServeJob alone(
            String worker,
            SegmentRenderer renderer,
            ResultPublisher publisher,
            HandLatents latents,
            RevokedRenders revoked,
            WorkerEvents events) {
        // How long things take on a machine is part of no simulation.
        return new ServeJob(
                worker, new AtomicLong(), new Turns(1), renderer, publisher, latents, revoked, events, () -> 0);
    }

    public Attempt attemptFor(Delivery delivery) {
        return Attempt.newBuilder()
                .setDispatch(delivery.job().getDispatch())
                .setDelivery(delivery.count())
                .setWorker(worker)
                .setRun(runs.incrementAndGet())
                .build();
    }

    /**
     * Serves the job; what it returns decides whether the job is settled or given back.
     *
     * @param asking given up with the last sampling step, so that the next job is fetched while this one is decoded
     */
    Outcome serve(Delivery delivery, Attempt attempt, Turn asking, Cancellation cancellation)
            throws InterruptedException {
        try (LogContext context = LogContext.of(delivery.job().getRef(), attempt)) {
            return attempt(delivery, attempt, asking, cancellation);
        }
    }

    private Outcome attempt(Delivery delivery, Attempt attempt, Turn asking, Cancellation cancellation)
            throws InterruptedException {
        SegmentJob job = delivery.job();
        if (job.getAvoidWorkersList().contains(worker) && delivery.count() <= TIMES_LEFT_TO_OTHERS) {
            return Outcome.RELEASED;
        }
        try (RevokedRenders.Watch watch = revoked.watch(job, cancellation)) {
            SegmentRecords records = render(job, attempt, asking, cancellation);
            cancellation.throwIfCancelled();
            publish(records);
            LOG.info("Segment {} rendered: {}", describe(job), stages(records));
            return Outcome.RENDERED;
        } catch (RenderCancelled e) {
            LOG.info("Segment {} not rendered: {}", describe(job), e.getMessage());
            return revoked.isRevoked(job) ? Outcome.CANCELLED : Outcome.RELEASED;
        } catch (RenderFailure e) {
            LOG.warn("Segment {} failed: {}", describe(job), e.getMessage());
            return fail(job, attempt, e);
        } catch (NotPublished e) {
            LOG.warn("The result of segment {} could not be published; it is given back", describe(job), e);
            return Outcome.RELEASED;
        }
    }

    /** Serves the job on the caller's thread, if nothing else is being served. */
    public Outcome serve(Delivery delivery, Attempt attempt, Cancellation cancellation) throws InterruptedException {
        try (Turn asking = turns.toAsk(Duration.ZERO)) {
            if (asking == null) {
                throw new IllegalStateException(worker + " serves another job already");
            }
            return serve(delivery, attempt, asking, cancellation);
        }
    }

    @Override
    public void close() {
        publisher.close();
    }

    private SegmentRecords render(SegmentJob job, Attempt attempt, Turn asking, Cancellation cancellation)
            throws InterruptedException, RenderCancelled, RenderFailure {
        try {
            cancellation.throwIfCancelled();
            renderer.prepare(job.getRecipe());
            List<ByteString> given = latents.take(job.getLatentsList());
            Rendering rendering;
            try (Turn atTheAccelerator = turns.toRender()) {
                cancellation.throwIfCancelled();
                publisher.started(SegmentStarted.newBuilder()
                        .setRef(job.getRef())
                        .setAttempt(attempt)
                        .build());
                rendering = renderer.render(job.getRecipe(), given, progress(attempt, asking), cancellation);
            } finally {
                asking.close();
            }
            if (!rendering.latents().isEmpty()) {
                latents.give(rendering.latents());
            }
            return encode(job, attempt, rendering);
        } catch (LatentsMissing e) {
            throw new RenderFailure(Category.CATEGORY_RETRYABLE, e.code(), String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            throw new RenderFailure(Category.CATEGORY_BUG, "RENDERER_FAULT", e.toString(), e);
        } catch (OutOfMemoryError e) {
            throw new RenderFailure(Category.CATEGORY_RESOURCES, "OUT_OF_MEMORY", e.toString(), e);
        }
    }

    private SegmentRecords encode(SegmentJob job, Attempt attempt, Rendering rendering) {
        timer.done(rendering.stages());
        long start = timer.start();
        SegmentRecords records = SegmentRecords.of(
                job, attempt, rendering.frames(), rendering.latents(), rendering.stages(), rendering.files());
        timer.done("encode", start);
        return records;
    }

    private void publish(SegmentRecords records) throws NotPublished {
        long start = timer.start();
        publisher.rendered(records);
        timer.done("publish", start);
        events.published(records.frames());
    }

    /** With the last step ahead it is time to ask for the next job, and no sooner: others may be idle. */
    private Progress progress(Attempt attempt, Turn asking) {
        return new Progress() {
            @Override
            public void stepDone(int step, int steps) {
                events.stepDone(attempt, step, steps);
                if (step >= steps - 1) {
                    asking.close();
                }
            }

            @Override
            public void sketched(RgbFrame sketch) {
                events.sketched(attempt, sketch);
            }
        };
    }

    private Outcome fail(SegmentJob job, Attempt attempt, RenderFailure failure) {
        try {
            publisher.failed(SegmentFailed.newBuilder()
                    .setRef(job.getRef())
                    .setAttempt(attempt)
                    .setFailure(failure.toMessage())
                    .build());
            return Outcome.FAILED;
        } catch (NotPublished e) {
            LOG.warn("The failure of segment {} could not be published; it is given back", describe(job), e);
            return Outcome.RELEASED;
        }
    }

    private static String stages(SegmentRecords records) {
        return records.result().getStagesList().stream()
                .map(stage -> "%s %d ms".formatted(stage.getStage(), stage.getMicros() / 1000))
                .collect(Collectors.joining(", "));
    }

    private static String describe(SegmentJob job) {
        return "%s shot %d segment %d dispatch %d"
                .formatted(
                        job.getRef().getRenderId(),
                        job.getRef().getShot(),
                        job.getRef().getSegment(),
                        job.getDispatch());
    }
}
