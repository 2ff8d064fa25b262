package io.framefarm.coordinator.core;

import io.framefarm.protocol.v1.FarmEvent;
import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.SegmentJob;
import io.framefarm.protocol.v1.WorkerHeartbeat;

/** Everything that the farm reacts to. */
public sealed interface FarmInput {

    /** From a producer or an operator. */
    record CommandReceived(RenderCommand command) implements FarmInput {
        @Override
        public void applyTo(Receiver receiver) {
            receiver.command(command);
        }
    }

    /** From a worker or the stitcher. */
    record EventReceived(FarmEvent event) implements FarmInput {
        @Override
        public void applyTo(Receiver receiver) {
            receiver.event(event);
        }
    }

    /** From a worker. */
    record HeartbeatReceived(WorkerHeartbeat heartbeat) implements FarmInput {
        @Override
        public void applyTo(Receiver receiver) {
            receiver.heartbeat(heartbeat);
        }
    }

    /** From the broker, which gave up on a job after its last permitted delivery. */
    record JobDeadLettered(SegmentJob job) implements FarmInput {
        @Override
        public void applyTo(Receiver receiver) {
            receiver.deadLettered(job);
        }
    }

    /** Time has passed. */
    record Tick() implements FarmInput {
        @Override
        public void applyTo(Receiver receiver) {
            receiver.tick();
        }
    }

    /** Who takes inputs; a new kind of input breaks its compilation. */
    interface Receiver {
        void command(RenderCommand command);

        void event(FarmEvent event);

        void heartbeat(WorkerHeartbeat heartbeat);

        void deadLettered(SegmentJob job);

        void tick();
    }

    void applyTo(Receiver receiver);
}
