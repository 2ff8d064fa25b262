package io.framefarm.worker.intake;

import io.framefarm.protocol.v1.FrameRecord;
import io.framefarm.protocol.v1.LatentRecord;
import io.framefarm.protocol.v1.SegmentFailed;
import io.framefarm.protocol.v1.SegmentRendered;
import io.framefarm.protocol.v1.SegmentStarted;
import io.framefarm.worker.output.ResultPublisher;
import io.framefarm.worker.output.SegmentRecords;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what was published. */
final class FakePublisher implements ResultPublisher {

    final List<SegmentRendered> rendered = new CopyOnWriteArrayList<>();
    final List<FrameRecord> frames = new CopyOnWriteArrayList<>();
    final List<LatentRecord> latents = new CopyOnWriteArrayList<>();
    final List<SegmentFailed> failed = new CopyOnWriteArrayList<>();
    final List<SegmentStarted> started = new CopyOnWriteArrayList<>();
    volatile boolean broken;

    @Override
    public void started(SegmentStarted news) {
        started.add(news);
    }

    @Override
    public void rendered(SegmentRecords records) throws NotPublished {
        requireWorking();
        frames.addAll(records.frames());
        if (records.latents() != null) {
            latents.add(records.latents());
        }
        rendered.add(records.result());
    }

    @Override
    public void failed(SegmentFailed failure) throws NotPublished {
        requireWorking();
        failed.add(failure);
    }

    private void requireWorking() throws NotPublished {
        if (broken) {
            throw new NotPublished("no broker", new IllegalStateException("broken on purpose"));
        }
    }

    @Override
    public void close() {}
}
