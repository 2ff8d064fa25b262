package io.framefarm.coordinator.kafka;

import io.framefarm.coordinator.core.Effect;
import io.framefarm.coordinator.core.Farm;
import io.framefarm.coordinator.core.FarmInput;
import io.framefarm.coordinator.core.FarmLoad;
import io.framefarm.coordinator.core.FarmSettings;
import io.framefarm.protocol.v1.StateRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** What the shell needs of the farm that it carries. */
interface Steps {
    List<Effect> step(List<FarmInput> inputs, Instant now);

    FarmLoad load();

    /** Where a farm comes from at the beginning of each term. */
    interface Restore {
        Steps restore(Collection<StateRecord> state, Instant now);
    }

    static Restore ofFarm(FarmSettings settings) {
        return (state, now) -> {
            Farm farm = Farm.restore(settings, state, now);
            return new Steps() {
                @Override
                public List<Effect> step(List<FarmInput> inputs, Instant at) {
                    return farm.step(inputs, at);
                }

                @Override
                public FarmLoad load() {
                    return farm.load();
                }
            };
        };
    }
}
