package io.framefarm.deploy.chaos;

import io.framefarm.deploy.chaos.Chronicle.Begun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** What happens to workers; each recovery is the time until another worker has begun the victim's segment. */
final class WorkerMishaps {

    /** A victim may have been through with its segment a moment before the mishap. */
    private static final int TRIES = 10;

    private final ChaosFarm farm;
    private final Watch watch;
    private final Duration segment;
    private final Duration patience;

    WorkerMishaps(ChaosFarm farm, Watch watch, ChaosSettings settings) {
        this.farm = farm;
        this.watch = watch;
        this.segment = settings.segment();
        this.patience = settings.patience();
    }

    Duration killed() {
        return untilElsewhere(Role::kill, Role::start);
    }

    Duration frozen() {
        return untilElsewhere(
                victim -> {
                    Instant now = watch.now();
                    victim.freeze();
                    return now;
                },
                Role::thaw);
    }

    Duration cutOff() {
        return untilElsewhere(
                victim -> {
                    Instant now = watch.now();
                    farm.cableOf(victim).cut();
                    return now;
                },
                victim -> farm.cableOf(victim).mend());
    }

    Duration outOfMemory() {
        return untilElsewhere(
                victim -> {
                    Path famine = farm.famineOf(victim);
                    try {
                        Files.createFile(famine);
                        Instant end = victim.awaitEnd(patience);
                        Files.deleteIfExists(famine);
                        return end;
                    } catch (IOException e) {
                        throw new ChaosFailedException("cannot starve " + victim.name() + ": " + e.getMessage(), e);
                    }
                },
                Role::start);
    }

    /** Until the victim of a mishap in the middle of a segment is survived; whoever was too quick is let off. */
    private Duration untilElsewhere(Function<Role, Instant> mishap, Consumer<Role> repair) {
        for (int i = 0; i < TRIES; i++) {
            Begun before = watch.await("a worker has just begun a segment", this::justBegun);
            Role victim = farm.named(before.worker());
            Instant at = mishap.apply(victim);
            Optional<Instant> elsewhere =
                    watch.await("somebody else renders what " + victim.name() + " had begun", () -> outcome(victim));
            repair.accept(victim);
            watch.awaitThat(
                    victim.name() + " renders again", () -> watch.chronicle().hasBegun(victim.name(), at));
            if (elsewhere.isPresent()) {
                Duration recovery = Duration.between(at, elsewhere.get());
                return recovery.isNegative() ? Duration.ZERO : recovery;
            }
        }
        throw new ChaosFailedException("no worker was ever met in the middle of a segment");
    }

    /** Present when it is known; empty inside when the victim had finished all that it had begun. */
    private Optional<Optional<Instant>> outcome(Role victim) {
        Optional<Begun> hit = watch.chronicle().rendering().stream()
                .filter(run -> run.worker().equals(victim.name()))
                .findFirst();
        if (hit.isEmpty()) {
            return Optional.of(Optional.empty());
        }
        // A worker that starves may lose its lock before it comes to its end.
        Optional<Instant> elsewhere =
                watch.chronicle().begunElsewhere(hit.get().run(), hit.get().at());
        return elsewhere.isPresent() ? Optional.of(elsewhere) : Optional.empty();
    }

    private Optional<Begun> justBegun() {
        Instant recently = watch.now().minus(segment.dividedBy(3));
        return watch.chronicle().rendering().stream()
                .filter(run -> run.at().isAfter(recently))
                .filter(run -> farm.named(run.worker()).alive())
                .findFirst();
    }
}
