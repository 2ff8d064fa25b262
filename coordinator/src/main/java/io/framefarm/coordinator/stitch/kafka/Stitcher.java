package io.framefarm.coordinator.stitch.kafka;

import io.framefarm.coordinator.encode.VideoEncoder;
import io.framefarm.coordinator.preview.LivePreview;
import io.framefarm.coordinator.preview.Preview;
import io.framefarm.coordinator.stitch.MeasureEncoding;
import io.framefarm.coordinator.stitch.StitchCounters;
import io.framefarm.coordinator.stitch.StitchRenders;
import io.framefarm.coordinator.stitch.StitchTools;
import io.framefarm.coordinator.store.VideoStore;
import io.framefarm.protocol.monitor.Monitor;
import io.framefarm.protocol.trace.Tracer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stitcher: turns winning frames on Kafka into videos in a store. Any number of them share the renders. It may be
 * stopped or killed at any time; whoever takes over makes the same videos.
 */
public final class Stitcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Stitcher.class);
    private static final Duration PAUSE_AFTER_ERROR = Duration.ofSeconds(1);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);
    /** Renders that have something to encode and wait for a turn, for each encoder; beyond, no more frames are read. */
    private static final int MOST_WAITING = 32;

    private final StitcherSettings settings;
    private final VideoStore store;
    private final StitchCounters counters;
    private final InstantSource clock;
    private final Membership membership;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final BlockingQueue<Runnable> turns = new LinkedBlockingQueue<>();
    private final ExecutorService encoding;
    private final ExecutorService decoding;
    private final ScheduledExecutorService timer;
    private final Thread reading;
    private Tracer tracer = Tracer.OFF;

    public Stitcher(StitcherSettings settings, VideoStore store, StitchCounters counters, InstantSource clock) {
        this.settings = settings;
        this.store = store;
        this.counters = counters;
        this.clock = clock;
        this.membership = new Membership(settings.sessionTimeout());
        this.encoding = new ThreadPoolExecutor(
                settings.encoders(), settings.encoders(), 0, TimeUnit.SECONDS, turns, named("stitcher-encode"));
        this.decoding = Executors.newFixedThreadPool(2 * settings.encoders(), named("stitcher-decode"));
        this.timer = Executors.newSingleThreadScheduledExecutor(named("stitcher-timer"));
        this.reading = new Thread(this::keepReading, "stitcher-read");
    }

    private static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    public void start() {
        LOG.info("Stitching into {} as a member of {}", store.location(), settings.group());
        reading.start();
    }

    /** Before its start: shows operators whether it lives, whether its group hears it, and what it does in traces. */
    public void watchedBy(Monitor monitor) {
        tracer = monitor.tracer();
        monitor.aliveWhile("stitcher", () -> reading.getState() != Thread.State.TERMINATED);
        monitor.readyUnless("stitcher", membership::problem);
    }

    private boolean isBehind() {
        return turns.size() > settings.encoders() * MOST_WAITING;
    }

    private boolean isRunning() {
        return stopping.getCount() > 0;
    }

    /** An error of Kafka costs the place in the group, and nothing else: the topics are read again from the last commit. */
    private void keepReading() {
        while (isRunning()) {
            try {
                readOnce();
            } catch (RuntimeException e) {
                LOG.error("The stitcher lost its place on the topics and starts again in {}", PAUSE_AFTER_ERROR, e);
                pause();
            }
        }
    }

    private void readOnce() {
        StitchTraces traces = new StitchTraces(tracer, clock);
        try (Consumer<byte[], byte[]> consumer = KafkaClients.member(settings);
                FrameLog frames = new FrameLog(settings.memoryBytes(), new FetchFrames(KafkaClients.reader(settings)));
                PublishEvents events = new PublishEvents(KafkaClients.producer(settings), traces)) {
            membership.joinedWith(consumer);
            OpenOffsets offsets = new OpenOffsets();
            StitchRenders renders = new StitchRenders(tools(frames, events), clock, renderId -> {
                offsets.release(renderId);
                traces.forget(renderId);
            });
            try {
                new ReadTopics(
                                consumer,
                                frames,
                                renders,
                                offsets,
                                traces,
                                this::isBehind,
                                clock,
                                settings.commitInterval())
                        .run(this::isRunning);
            } finally {
                membership.left();
                letGo(renders);
            }
        }
    }

    /** What renders hold is let go of before the clients that they use are closed. */
    private static void letGo(StitchRenders renders) {
        try {
            renders.drop(renderId -> true).get(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("A render was not let go of within {}", STOP_PATIENCE, e);
        }
    }

    private StitchTools tools(FrameLog frames, PublishEvents events) {
        return new StitchTools(
                frames,
                events,
                store,
                new MeasureEncoding(VideoEncoder::open, counters, System::nanoTime),
                settings.signature(),
                previews(),
                settings.scratch(),
                settings.backoff(),
                counters,
                encoding,
                decoding,
                this::later);
    }

    private Preview.Open previews() {
        return settings.previews()
                ? (renderId, video) -> new LivePreview(renderId, video, store, settings.scratch())
                : (renderId, video) -> Preview.NONE;
    }

    private void later(Runnable task, Duration wait) {
        var unused = timer.schedule(task, wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void pause() {
        try {
            if (stopping.await(PAUSE_AFTER_ERROR.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("Stopped while waiting to start again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping.countDown();
        }
    }

    /** Lets go of all renders; what is not published will be stitched by another, or after the next start. */
    @Override
    public void close() {
        stopping.countDown();
        try {
            reading.join(2 * STOP_PATIENCE.toMillis());
            encoding.shutdown();
            decoding.shutdown();
            if (!encoding.awaitTermination(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("A video was still being encoded {} after the stitcher was told to stop", STOP_PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            timer.shutdownNow();
            encoding.shutdownNow();
            decoding.shutdownNow();
        }
    }
}
