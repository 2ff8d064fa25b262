package io.framefarm.coordinator.core;

import io.framefarm.protocol.v1.AssemblyCommand;
import io.framefarm.protocol.v1.Failure;
import io.framefarm.protocol.v1.RenderStatus;
import io.framefarm.protocol.v1.Revocation;
import io.framefarm.protocol.v1.SegmentJob;
import io.framefarm.protocol.v1.StateRecord;

/** Everything that the farm wants done. The effects of one step happen all together or not at all. */
public sealed interface Effect {

    /** A job for the workers of the pool. */
    record Dispatch(String pool, SegmentJob job) implements Effect {
        @Override
        public void doWith(Performer performer) {
            performer.dispatch(pool, job);
        }
    }

    record PublishStatus(RenderStatus status) implements Effect {
        @Override
        public void doWith(Performer performer) {
            performer.publishStatus(status);
        }
    }

    record ForgetStatus(String renderId) implements Effect {
        @Override
        public void doWith(Performer performer) {
            performer.forgetStatus(renderId);
        }
    }

    /** For the stitcher. */
    record Assemble(AssemblyCommand command) implements Effect {
        @Override
        public void doWith(Performer performer) {
            performer.assemble(command);
        }
    }

    /** For all workers. */
    record Revoke(Revocation revocation) implements Effect {
        @Override
        public void doWith(Performer performer) {
            performer.revoke(revocation);
        }
    }

    /** A segment is given up; the job that it failed on is kept with the evidence. */
    record DeadLetter(SegmentJob job, Failure failure) implements Effect {
        @Override
        public void doWith(Performer performer) {
            performer.deadLetter(job, failure);
        }
    }

    record SaveState(String key, StateRecord record) implements Effect {
        @Override
        public void doWith(Performer performer) {
            performer.saveState(key, record);
        }
    }

    record ForgetState(String key) implements Effect {
        @Override
        public void doWith(Performer performer) {
            performer.forgetState(key);
        }
    }

    /** To be logged and counted; of a render, or of none when its id is empty. */
    record Note(Notable what, String renderId, String details) implements Effect {
        @Override
        public void doWith(Performer performer) {
            performer.note(what, renderId, details);
        }
    }

    /** To be measured. */
    record Observe(Observation what) implements Effect {
        @Override
        public void doWith(Performer performer) {
            performer.observe(what);
        }
    }

    /** Who does it; a new kind of effect breaks its compilation. */
    interface Performer {
        void dispatch(String pool, SegmentJob job);

        void publishStatus(RenderStatus status);

        void forgetStatus(String renderId);

        void assemble(AssemblyCommand command);

        void revoke(Revocation revocation);

        void deadLetter(SegmentJob job, Failure failure);

        void saveState(String key, StateRecord record);

        void forgetState(String key);

        void note(Notable what, String renderId, String details);

        /** Whoever does not measure has nothing to do. */
        default void observe(Observation what) {}
    }

    void doWith(Performer performer);
}
