package io.framefarm.deploy.guarantee;

import io.framefarm.protocol.v1.AssemblyCommand;
import io.framefarm.protocol.v1.FarmEvent;
import io.framefarm.protocol.v1.FrameRecord;
import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.RenderStatus;
import io.framefarm.protocol.v1.SegmentJob;
import io.framefarm.protocol.v1.StateRecord;
import java.util.List;

/** Several who watch one history. */
public record Observers(List<FarmObserver> all) implements FarmObserver {
    public Observers {
        all = List.copyOf(all);
    }

    @Override
    public void commanded(RenderCommand command) {
        all.forEach(observer -> observer.commanded(command));
    }

    @Override
    public void dispatched(String pool, SegmentJob job) {
        all.forEach(observer -> observer.dispatched(pool, job));
    }

    @Override
    public void told(FarmEvent event) {
        all.forEach(observer -> observer.told(event));
    }

    @Override
    public void published(FrameRecord frame) {
        all.forEach(observer -> observer.published(frame));
    }

    @Override
    public void assembled(AssemblyCommand command) {
        all.forEach(observer -> observer.assembled(command));
    }

    @Override
    public void reported(RenderStatus status) {
        all.forEach(observer -> observer.reported(status));
    }

    @Override
    public void saved(StateRecord record) {
        all.forEach(observer -> observer.saved(record));
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
        all.forEach(observer -> observer.stored(video));
    }
}
