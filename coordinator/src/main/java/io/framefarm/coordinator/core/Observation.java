package io.framefarm.coordinator.core;

import io.framefarm.coordinator.track.RenderPhase;
import io.framefarm.protocol.v1.Failure;
import java.time.Duration;

/** Something that took its time or came to an end; for operators, and part of no decision. */
public sealed interface Observation {

    /** The first segment of a render was begun. */
    record RenderBegun(String producer, Duration afterAccepted) implements Observation {
        @Override
        public void tell(Observer observer) {
            observer.renderBegun(this);
        }
    }

    /** The first segment of a render is done. */
    record FirstFrame(String producer, Duration afterAccepted) implements Observation {
        @Override
        public void tell(Observer observer) {
            observer.firstFrame(this);
        }
    }

    record RenderEnded(String producer, RenderPhase how, Duration afterAccepted) implements Observation {
        @Override
        public void tell(Observer observer) {
            observer.renderEnded(this);
        }
    }

    /** A worker began a job. */
    record SegmentBegun(String pool, Duration afterDispatched) implements Observation {
        @Override
        public void tell(Observer observer) {
            observer.segmentBegun(this);
        }
    }

    /** A segment is done; {@code gpuTime} is what its worker was busy with it. */
    record SegmentDone(String pool, String producer, Duration gpuTime) implements Observation {
        @Override
        public void tell(Observer observer) {
            observer.segmentDone(this);
        }
    }

    /** An attempt came to nothing; {@code givenUp} when none follows. */
    record SegmentFailed(String pool, Failure failure, boolean givenUp) implements Observation {
        @Override
        public void tell(Observer observer) {
            observer.segmentFailed(this);
        }
    }

    /** Who hears of it; a new kind of observation breaks its compilation. */
    interface Observer {
        void renderBegun(RenderBegun begun);

        void firstFrame(FirstFrame first);

        void renderEnded(RenderEnded ended);

        void segmentBegun(SegmentBegun begun);

        void segmentDone(SegmentDone done);

        void segmentFailed(SegmentFailed failed);
    }

    void tell(Observer observer);
}
