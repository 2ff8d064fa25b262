package io.framefarm.deploy.guarantee;

import io.framefarm.protocol.v1.AssemblyCommand;
import io.framefarm.protocol.v1.FarmEvent;
import io.framefarm.protocol.v1.FrameRecord;
import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.RenderStatus;
import io.framefarm.protocol.v1.SegmentJob;
import io.framefarm.protocol.v1.StateRecord;

/**
 * Sees everything that becomes visible on the farm's topics and in its store: of one topic in its order, of several in
 * the order in which it happened as far as the teller knows it.
 */
public interface FarmObserver {
    /** On {@code requests}. */
    default void commanded(RenderCommand command) {}

    /** On {@code segments.POOL}. */
    default void dispatched(String pool, SegmentJob job) {}

    /** On {@code results} or {@code videos}. */
    default void told(FarmEvent event) {}

    /** On {@code frames}. */
    default void published(FrameRecord record) {}

    /** On {@code assembly}. */
    default void assembled(AssemblyCommand command) {}

    /** On {@code status}. */
    default void reported(RenderStatus status) {}

    /** On {@code farm.state}. */
    default void saved(StateRecord record) {}

    /** A transaction of the coordinator is over. */
    default void committed() {}

    /** Another coordinator is active now, or the same one with a restored farm. */
    default void termBegan() {}

    /** Lies in the store when all is over. */
    default void stored(StoredVideo video) {}
}
