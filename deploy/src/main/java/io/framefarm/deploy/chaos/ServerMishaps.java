package io.framefarm.deploy.chaos;

import java.time.Duration;
import java.time.Instant;

/** What happens to broker and cache; each recovery is the time until the next result is published. */
final class ServerMishaps {

    private final ChaosFarm farm;
    private final Watch watch;

    ServerMishaps(ChaosFarm farm, Watch watch) {
        this.farm = farm;
        this.watch = watch;
    }

    Duration brokerKilled() {
        Instant at = farm.brokerProcess().kill();
        farm.brokerProcess().start();
        return untilResult(at);
    }

    /** What it kept is gone: it writes nothing to its disk. */
    Duration redisKilled() {
        Instant at = farm.redisProcess().kill();
        Duration took = untilResult(at);
        farm.redisProcess().start();
        return took;
    }

    Duration redisFrozen() {
        farm.redisProcess().freeze();
        Duration took = untilResult(watch.now());
        farm.redisProcess().thaw();
        return took;
    }

    private Duration untilResult(Instant at) {
        return Duration.between(
                at, watch.await("a result is published", () -> watch.chronicle().resultSince(at)));
    }
}
