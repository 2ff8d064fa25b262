package io.framefarm.deploy.simulation;

import com.google.protobuf.ByteString;
import io.framefarm.protocol.v1.FarmEvent;
import io.framefarm.protocol.v1.FrameRecord;
import io.framefarm.protocol.v1.SegmentFailed;
import io.framefarm.protocol.v1.SegmentRef;
import io.framefarm.protocol.v1.SegmentRendered;
import io.framefarm.protocol.v1.SegmentStarted;
import io.framefarm.worker.output.ResultPublisher;
import io.framefarm.worker.output.SegmentRecords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A worker's transactions: done, not done, done and said to have failed; and what a worker may forge. */
final class WorkerPublisher implements ResultPublisher {
    private final World world;
    private final Broker broker;

    WorkerPublisher(World world, Broker broker) {
        this.world = world;
        this.broker = broker;
    }

    /** Told when the rendering begins; by the time it is over that is no news. */
    @Override
    public void started(SegmentStarted started) {}

    @Override
    public void rendered(SegmentRecords published) throws NotPublished {
        List<FrameRecord> records = new ArrayList<>(published.frames());
        SegmentRendered.Builder told = published.result().toBuilder();
        if (published.latents() != null) {
            told.getLatentsBuilder().setOffset(broker.latents.append(published.latents()));
        }
        if (!records.isEmpty()) {
            forge(told, records);
        }
        publish(records, FarmEvent.newBuilder().setSegmentRendered(told).build());
        forgeForeign(published.result(), published.frames());
    }

    @Override
    public void failed(SegmentFailed failure) throws NotPublished {
        publish(List.of(), FarmEvent.newBuilder().setSegmentFailed(failure).build());
    }

    private void publish(List<FrameRecord> records, FarmEvent event) throws NotPublished {
        if (broker.isAway() || world.strikes(Fault.RESULT_NOT_PUBLISHED)) {
            throw new NotPublished("simulated", new IOException("the transaction was aborted"));
        }
        broker.publish(records, event);
        if (world.strikes(Fault.RESULT_DONE_AND_SAID_TO_HAVE_FAILED)) {
            broker.publish(records, event); // and so it was tried again
        }
    }

    private void forge(SegmentRendered.Builder told, List<FrameRecord> records) {
        int last = records.size() - 1;
        FrameRecord record = records.get(last);
        if (world.strikes(Fault.PIXELS_FORGED)) {
            ByteString other = ByteString.copyFromUtf8("no picture at all");
            records.set(last, record.toBuilder().setPng(other).build());
        }
        if (world.strikes(Fault.SIZE_FORGED)) {
            records.set(last, record.toBuilder().setWidth(8 * record.getWidth()).build());
        }
        if (world.strikes(Fault.FRAME_LEFT_OUT)) {
            told.removeFrames(last);
        }
    }

    /** What this worker was never asked for: another render's segment, and a failure in the name of this one's winner. */
    private void forgeForeign(SegmentRendered result, List<FrameRecord> frames) {
        if (world.strikes(Fault.FOREIGN_RESULT_FORGED)) {
            SegmentRef foreign =
                    result.getRef().toBuilder().setRenderId(anyRender()).build();
            // Any dispatch but the one that is out: who knows that one was given the job.
            var forged =
                    result.getAttempt().toBuilder().setDispatch(world.chance().between(90, 99));
            broker.publish(
                    frames.stream()
                            .map(frame -> frame.toBuilder()
                                    .setRef(foreign)
                                    .setAttempt(forged)
                                    .build())
                            .toList(),
                    FarmEvent.newBuilder()
                            .setSegmentRendered(
                                    result.toBuilder().setRef(foreign).setAttempt(forged))
                            .build());
        }
        if (world.strikes(Fault.WINNERS_FAILURE_FORGED)) {
            broker.tell(
                    broker.results,
                    FarmEvent.newBuilder()
                            .setSegmentFailed(SegmentFailed.newBuilder()
                                    .setRef(result.getRef())
                                    .setAttempt(result.getAttempt()))
                            .build());
        }
    }

    /** One that was asked for: nobody can guess the id of one that was not. */
    private String anyRender() {
        return broker.requests
                .at(world.chance().between(0, broker.requests.end() - 1))
                .getRenderId();
    }

    @Override
    public void close() {}
}
