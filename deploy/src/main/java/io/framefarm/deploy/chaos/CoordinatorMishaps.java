package io.framefarm.deploy.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** What happens to the active coordinator; each recovery is the time until the next segment is admitted. */
final class CoordinatorMishaps {

    private final ChaosFarm farm;
    private final Watch watch;

    CoordinatorMishaps(ChaosFarm farm, Watch watch) {
        this.farm = farm;
        this.watch = watch;
    }

    Duration killed() {
        return untilAdmitted(Role::kill, Role::start);
    }

    Duration frozen() {
        return untilAdmitted(Role::freeze, Role::thaw);
    }

    Duration cutOff() {
        return untilAdmitted(
                active -> farm.cableOf(active).cut(),
                active -> farm.cableOf(active).mend());
    }

    private Duration untilAdmitted(Consumer<Role> mishap, Consumer<Role> repair) {
        Role victim = farm.named(
                watch.await("a coordinator is active", () -> watch.chronicle().activeCoordinator()));
        mishap.accept(victim);
        Instant at = watch.now();
        Instant admitted =
                watch.await("a segment is admitted", () -> watch.chronicle().dispatchedSince(at));
        repair.accept(victim);
        return Duration.between(at, admitted);
    }
}
