package io.framefarm.deploy.simulation;

import io.framefarm.coordinator.core.Effect;
import io.framefarm.coordinator.core.Farm;
import io.framefarm.coordinator.core.FarmInput;
import io.framefarm.coordinator.core.FarmSettings;
import io.framefarm.protocol.v1.StateRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** The state machine that the simulated coordinators carry: the real one, or one with a planted bug. */
interface Core {
    List<Effect> step(List<FarmInput> inputs, Instant now);

    /** Where a core comes from at the beginning of each term. */
    interface Source {
        Core restore(FarmSettings settings, Collection<StateRecord> state, Instant now);
    }

    Source REAL = (settings, state, now) -> {
        Farm farm = Farm.restore(settings, state, now);
        return farm::step;
    };
}
