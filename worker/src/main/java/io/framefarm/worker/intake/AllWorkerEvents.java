package io.framefarm.worker.intake;

import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.protocol.v1.Attempt;
import io.framefarm.protocol.v1.FrameRecord;
import io.framefarm.protocol.v1.SegmentJob;
import java.time.Duration;
import java.util.List;

/** Tells several listeners, in order. */
public record AllWorkerEvents(List<WorkerEvents> listeners) implements WorkerEvents {

    public AllWorkerEvents {
        listeners = List.copyOf(listeners);
    }

    @Override
    public void picked(SegmentJob job, Attempt attempt) {
        listeners.forEach(listener -> listener.picked(job, attempt));
    }

    @Override
    public void stepDone(Attempt attempt, int step, int steps) {
        listeners.forEach(listener -> listener.stepDone(attempt, step, steps));
    }

    @Override
    public void sketched(Attempt attempt, RgbFrame sketch) {
        listeners.forEach(listener -> listener.sketched(attempt, sketch));
    }

    @Override
    public void renewed(boolean held) {
        listeners.forEach(listener -> listener.renewed(held));
    }

    @Override
    public void stageDone(String stage, Duration took) {
        listeners.forEach(listener -> listener.stageDone(stage, took));
    }

    @Override
    public void published(List<FrameRecord> frames) {
        listeners.forEach(listener -> listener.published(frames));
    }

    @Override
    public void ended(SegmentJob job, Attempt attempt, Outcome outcome) {
        listeners.forEach(listener -> listener.ended(job, attempt, outcome));
    }
}
