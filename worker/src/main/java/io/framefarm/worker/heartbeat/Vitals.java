package io.framefarm.worker.heartbeat;

import com.google.protobuf.ByteString;
import io.framefarm.protocol.frame.PngWriter;
import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.protocol.v1.Attempt;
import io.framefarm.protocol.v1.PackLoras;
import io.framefarm.protocol.v1.SegmentJob;
import io.framefarm.protocol.v1.WorkerHeartbeat;
import io.framefarm.protocol.v1.WorkerState;
import io.framefarm.worker.intake.SegmentRenderer;
import io.framefarm.worker.intake.WorkerEvents;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the worker is doing, as its events tell. Safe for use by many threads. */
public final class Vitals implements WorkerEvents {

    private final WorkerHeartbeat self;
    private final SegmentRenderer renderer;
    private final InstantSource clock;
    private final Map<Attempt, Work> atHand = new LinkedHashMap<>();
    private boolean draining;

    /** One job at hand; {@code sketch} is a PNG, empty while there is none. */
    private record Work(SegmentJob job, int step, int steps, ByteString sketch) {}

    public Vitals(String worker, String pool, String version, SegmentRenderer renderer, InstantSource clock) {
        this.self = WorkerHeartbeat.newBuilder()
                .setWorker(worker)
                .setPool(pool)
                .setVersion(version)
                .setDevice(renderer.device())
                .build();
        this.renderer = renderer;
        this.clock = clock;
    }

    @Override
    public synchronized void picked(SegmentJob job, Attempt attempt) {
        atHand.put(attempt, new Work(job, 0, 0, ByteString.EMPTY));
    }

    @Override
    public synchronized void stepDone(Attempt attempt, int step, int steps) {
        atHand.computeIfPresent(attempt, (key, work) -> new Work(work.job(), step, steps, work.sketch()));
    }

    @Override
    public void sketched(Attempt attempt, RgbFrame sketch) {
        ByteString png = ByteString.copyFrom(PngWriter.write(sketch));
        synchronized (this) {
            atHand.computeIfPresent(attempt, (key, work) -> new Work(work.job(), work.step(), work.steps(), png));
        }
    }

    @Override
    public void renewed(boolean held) {}

    @Override
    public synchronized void ended(SegmentJob job, Attempt attempt, Outcome outcome) {
        atHand.remove(attempt);
    }

    synchronized void drain() {
        draining = true;
    }

    /** How things stand now; the oldest job at hand is the one that renders. */
    synchronized WorkerHeartbeat now() {
        WorkerHeartbeat.Builder beat = self.toBuilder()
                .setState(state())
                .addAllPacks(renderer.packs())
                .addAllWarmPacks(renderer.warmPacks())
                .setSentAtMs(clock.millis());
        renderer.loras()
                .forEach((pack, names) ->
                        beat.addLoras(PackLoras.newBuilder().setPack(pack).addAllNames(names)));
        atHand.entrySet().stream()
                .findFirst()
                .ifPresent(oldest -> beat.setAttempt(oldest.getKey())
                        .setRendering(oldest.getValue().job().getRef())
                        .setStep(oldest.getValue().step())
                        .setSteps(oldest.getValue().steps())
                        .setSketch(oldest.getValue().sketch()));
        return beat.build();
    }

    /** The last word. */
    synchronized WorkerHeartbeat stopped() {
        return self.toBuilder()
                .setState(WorkerState.WORKER_STATE_STOPPED)
                .setSentAtMs(clock.millis())
                .build();
    }

    private WorkerState state() {
        if (draining) {
            return WorkerState.WORKER_STATE_DRAINING;
        }
        return atHand.isEmpty() ? WorkerState.WORKER_STATE_IDLE : WorkerState.WORKER_STATE_RENDERING;
    }
}
