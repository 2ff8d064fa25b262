package io.framefarm.deploy.simulation;

import io.framefarm.coordinator.core.Effect;
import io.framefarm.coordinator.core.Notable;
import io.framefarm.deploy.guarantee.FarmObserver;
import io.framefarm.protocol.v1.AssemblyCommand;
import io.framefarm.protocol.v1.Failure;
import io.framefarm.protocol.v1.RenderStatus;
import io.framefarm.protocol.v1.Revocation;
import io.framefarm.protocol.v1.SegmentJob;
import io.framefarm.protocol.v1.StateRecord;

/** Writes the effects of one step onto the topics, before everybody's eyes. */
record Perform(Broker broker, FarmObserver observer) implements Effect.Performer {
    @Override
    public void dispatch(String pool, SegmentJob job) {
        broker.jobs.add(job);
        observer.dispatched(pool, job);
    }

    @Override
    public void publishStatus(RenderStatus status) {
        observer.reported(status);
    }

    @Override
    public void forgetStatus(String renderId) {
        throw new IllegalStateException("no history is long enough for " + renderId + " to be forgotten");
    }

    @Override
    public void assemble(AssemblyCommand command) {
        broker.assemble(command);
        observer.assembled(command);
    }

    @Override
    public void revoke(Revocation revocation) {
        broker.revocations.append(revocation);
    }

    @Override
    public void deadLetter(SegmentJob job, Failure failure) {
        // Evidence for people; nobody on the farm reads it.
    }

    @Override
    public void saveState(String key, StateRecord record) {
        broker.save(key, record);
        observer.saved(record);
    }

    @Override
    public void forgetState(String key) {
        broker.forget(key);
    }

    @Override
    public void note(Notable what, String renderId, String details) {
        // Counted by operators.
    }
}
