package io.framefarm.worker;

import io.framefarm.protocol.monitor.Monitor;
import io.framefarm.protocol.monitor.Pulse;
import io.framefarm.protocol.trace.Tracer;
import io.framefarm.worker.cache.CacheEvents;
import io.framefarm.worker.cache.LocalTensorCache;
import io.framefarm.worker.cache.TensorCache;
import io.framefarm.worker.cache.TieredTensorCache;
import io.framefarm.worker.heartbeat.Heartbeat;
import io.framefarm.worker.heartbeat.Vitals;
import io.framefarm.worker.intake.AllWorkerEvents;
import io.framefarm.worker.intake.Intake;
import io.framefarm.worker.intake.RevokedRenders;
import io.framefarm.worker.intake.SegmentRenderer;
import io.framefarm.worker.intake.WorkerEvents;
import io.framefarm.worker.kafka.FollowRevocations;
import io.framefarm.worker.kafka.JobTrace;
import io.framefarm.worker.kafka.KafkaLatents;
import io.framefarm.worker.kafka.KafkaNews;
import io.framefarm.worker.kafka.KafkaResults;
import io.framefarm.worker.kafka.ShareGroupQueue;
import io.framefarm.worker.kafka.WorkerKafkaConfig;
import io.framefarm.worker.latents.HandLatents;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;

/**
 * One worker of the farm, wired: jobs from the pool's share group, frames and results in transactions, heartbeats and
 * revocations beside them. What renders is given to it and stays the caller's to close.
 */
public final class Worker implements AutoCloseable {

    private static final int REVOCATIONS_REMEMBERED = 100_000;

    /** What it handed on itself, or took of late: two windows of a large video and more. */
    private static final long LATENTS_KEPT_BYTES = 64L << 20;

    /** A heartbeat may take a while when a broker changes its leader. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final WorkerConfig config;
    private final Pulse heartbeats;
    private final KafkaNews news;
    private final KafkaLatents latents;
    private final FollowRevocations revocations;
    private final Intake intake;
    private final Heartbeat heartbeat;
    private final ScheduledExecutorService scheduler;
    private volatile boolean draining;

    public Worker(WorkerConfig config, SegmentRenderer renderer, InstantSource clock) {
        this(config, renderer, clock, List.of(), Tracer.OFF);
    }

    /**
     * Wires the worker; {@link #start()} sets it to work.
     *
     * @param listeners hear what happens to its jobs, for counting
     * @param tracer begins the spans of its jobs
     */
    public Worker(
            WorkerConfig config,
            SegmentRenderer renderer,
            InstantSource clock,
            List<WorkerEvents> listeners,
            Tracer tracer) {
        this.config = config;
        WorkerKafkaConfig kafka = WorkerKafkaConfig.of(config.cluster(), config.pool(), config.id());
        RevokedRenders revoked = new RevokedRenders(REVOCATIONS_REMEMBERED);
        Vitals vitals = new Vitals(config.id(), config.pool(), version(), renderer, clock);
        List<WorkerEvents> events = new ArrayList<>(listeners);
        events.add(vitals);
        this.heartbeats = new Pulse("heartbeat taken by the broker", SILENCE.plus(config.heartbeatEvery()), clock);
        this.news = new KafkaNews(kafka, heartbeats);
        this.revocations = new FollowRevocations(kafka, revoked);
        this.latents = new KafkaLatents(kafka);
        List<JobTrace> traces = Stream.generate(() -> new JobTrace(config.id(), tracer, clock))
                .limit(config.rendersAtOnce() + 1L)
                .toList();
        TensorCache near = new LocalTensorCache(LATENTS_KEPT_BYTES, CacheEvents.IGNORED);
        this.intake = new Intake(
                config.id(),
                config.rendersAtOnce(),
                renderer,
                slot -> new ShareGroupQueue(kafka, traces.get(slot), System::nanoTime),
                slot -> new KafkaResults(kafka, slot, news, traces.get(slot), System::nanoTime),
                new HandLatents(new TieredTensorCache(near, renderer.shared()), latents),
                revoked,
                new AllWorkerEvents(events),
                System::nanoTime);
        this.scheduler =
                Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, config.id() + "-heartbeat"));
        this.heartbeat = new Heartbeat(vitals, news, config.heartbeatEvery(), scheduler);
    }

    public void start() {
        revocations.start();
        intake.start();
        heartbeat.start();
    }

    /** Shows operators whether this worker lives, and whether the farm hears it. */
    public void watchedBy(Monitor monitor) {
        monitor.aliveWhile(config.id(), this::alive);
        monitor.readyUnless(config.id(), () -> draining ? Optional.of("is stopping") : heartbeats.problem());
    }

    /** False once the worker cannot go on, for example because another one runs under its id. */
    public boolean alive() {
        return intake.alive();
    }

    /** Takes no more jobs, finishes or gives back what it has, and says goodbye. */
    @Override
    public void close() {
        draining = true;
        heartbeat.drain();
        try {
            intake.drain(config.drainWithin());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        heartbeat.stop();
        scheduler.shutdownNow();
        revocations.close();
        latents.close();
        news.close();
    }

    private static String version() {
        String fromJar = Worker.class.getPackage().getImplementationVersion();
        return fromJar == null ? "development" : fromJar;
    }
}
