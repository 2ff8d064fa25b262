package io.framefarm.deploy.guarantee;

import io.framefarm.protocol.v1.AssemblyCommand;
import io.framefarm.protocol.v1.FarmEvent;
import io.framefarm.protocol.v1.FrameRecord;
import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.RenderStatus;
import io.framefarm.protocol.v1.SegmentJob;
import io.framefarm.protocol.v1.StateRecord;
import java.util.List;

/** Several promises that watch one history. */
public record Guarantees(List<Guarantee> all) implements FarmObserver {
    public Guarantees {
        all = List.copyOf(all);
    }

    /** Each with the promise that it breaks. */
    public List<String> breaches() {
        return all.stream()
                .flatMap(guarantee -> guarantee.breaches().stream().map(breach -> guarantee.promise() + ": " + breach))
                .toList();
    }

    @Override
    public void commanded(RenderCommand command) {
        all.forEach(guarantee -> guarantee.commanded(command));
    }

    @Override
    public void dispatched(String pool, SegmentJob job) {
        all.forEach(guarantee -> guarantee.dispatched(pool, job));
    }

    @Override
    public void told(FarmEvent event) {
        all.forEach(guarantee -> guarantee.told(event));
    }

    @Override
    public void published(FrameRecord frame) {
        all.forEach(guarantee -> guarantee.published(frame));
    }

    @Override
    public void assembled(AssemblyCommand command) {
        all.forEach(guarantee -> guarantee.assembled(command));
    }

    @Override
    public void reported(RenderStatus status) {
        all.forEach(guarantee -> guarantee.reported(status));
    }

    @Override
    public void saved(StateRecord record) {
        all.forEach(guarantee -> guarantee.saved(record));
    }

    @Override
    public void committed() {
        all.forEach(FarmObserver::committed);
    }

    @Override
    public void termBegan() {
        all.forEach(FarmObserver::termBegan);
    }

    @Override
    public void stored(StoredVideo video) {
        all.forEach(guarantee -> guarantee.stored(video));
    }
}
