package io.framefarm.worker.heartbeat;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sends the worker's vitals at a steady pace, and a last word at the end. */
public final class Heartbeat {

    private final Vitals vitals;
    private final HeartbeatSink sink;
    private final Duration every;
    private final ScheduledExecutorService scheduler;
    private @Nullable ScheduledFuture<?> beating;

    public Heartbeat(Vitals vitals, HeartbeatSink sink, Duration every, ScheduledExecutorService scheduler) {
        this.vitals = vitals;
        this.sink = sink;
        this.every = every;
        this.scheduler = scheduler;
    }

    public void start() {
        beating = scheduler.scheduleAtFixedRate(
                () -> sink.send(vitals.now()), 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** From now on says that the worker takes no more. */
    public void drain() {
        vitals.drain();
        sink.send(vitals.now());
    }

    public void stop() {
        if (beating != null) {
            beating.cancel(false);
        }
        sink.send(vitals.stopped());
    }
}
