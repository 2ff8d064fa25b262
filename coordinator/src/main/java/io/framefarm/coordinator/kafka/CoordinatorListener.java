package io.framefarm.coordinator.kafka;

import io.framefarm.coordinator.core.FarmLoad;
import io.framefarm.coordinator.core.Notable;
import io.framefarm.coordinator.core.Observation;

/** Hears what there is to count. Called on the coordinator's thread after the transaction: be quick. */
public interface CoordinatorListener {
    CoordinatorListener NONE = new CoordinatorListener() {
        @Override
        public void noted(Notable what) {}

        @Override
        public void load(FarmLoad load) {}

        @Override
        public void active(boolean active) {}
    };

    /** Something that operators count has happened, and is committed. */
    void noted(Notable what);

    /** Something has taken its time or come to an end, and is committed. */
    default void observed(Observation what) {}

    /** How much there is to do; with every tick of the active coordinator. */
    void load(FarmLoad load);

    /** Whether this coordinator is the active one. */
    void active(boolean active);

    /** The active coordinator, this one or another, has shown on `farm.state` that it lives. */
    default void beat() {}
}
