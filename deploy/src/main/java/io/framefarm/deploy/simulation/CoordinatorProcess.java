package io.framefarm.deploy.simulation;

import io.framefarm.coordinator.core.Effect;
import io.framefarm.coordinator.core.FarmInput;
import io.framefarm.coordinator.core.FarmSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A coordinator: the real farm in a shell that takes turns, reads, commits and fails as the one on Kafka does. */
final class CoordinatorProcess extends FarmProcess {
    static final int TICK_MS = 500;

    private static final int LOOK_EVERY_MS = 100;
    private static final int PATIENCE_MS = 2_500;
    private static final int BEAT_EVERY_MS = 500;
    private static final int PAUSE_MS = 500;
    private static final int MOST_RECORDS = 12;

    private final Broker broker;
    private final Core.Source source;
    private final FarmSettings settings;
    private @Nullable Core farm;
    private InputPositions positions = InputPositions.BEGINNING;
    private Optional<Broker.Beat> lastBeat = Optional.empty();
    private long lastHeardMs;
    private long nextTickMs;
    private long nextBeatMs;
    private int term;
    private boolean fenced;

    CoordinatorProcess(World world, String name, Broker broker, Core.Source source, FarmSettings settings) {
        super(world, name);
        this.broker = broker;
        this.source = source;
        this.settings = settings;
    }

    @Override
    void started() {
        fenced = false;
        standBy();
    }

    @Override
    void killed() {
        farm = null;
    }

    private void standBy() {
        farm = null;
        lastBeat = broker.beat();
        boolean mineOrNone =
                lastBeat.map(beat -> beat.coordinator().equals(name())).orElse(true);
        if (fenced) {
            lastHeardMs = clock().toEpochMilli(); // whoever it was has yet to beat
        } else {
            lastHeardMs = mineOrNone ? Long.MIN_VALUE / 2 : lastBeat.get().sentAtMs();
        }
        fenced = false;
        later(chance().between(0, LOOK_EVERY_MS), this::look);
    }

    private void look() {
        if (!broker.isAway()) {
            if (!broker.beat().equals(lastBeat)) {
                lastBeat = broker.beat();
                lastHeardMs = clock().toEpochMilli();
            }
            if (clock().toEpochMilli() > lastHeardMs + PATIENCE_MS) {
                takeOver();
                return;
            }
        }
        later(LOOK_EVERY_MS, this::look);
    }

    private void takeOver() {
        term = broker.beginTerm();
        farm = source.restore(settings, broker.state(), clock());
        positions = broker.taken().withWorkersAt(broker.workers.end());
        nextTickMs = clock().toEpochMilli();
        nextBeatMs = nextTickMs;
        world().observer().termBegan();
        world().tell(() -> "%s begins term %d".formatted(name(), term));
        turn();
    }

    private void turn() {
        if (farm == null) {
            return;
        }
        if (broker.isAway()) {
            endTerm("the broker is away");
            return;
        }
        List<FarmInput> inputs = new ArrayList<>();
        InputPositions next = read(inputs);
        long now = clock().toEpochMilli();
        // A clock that was set back must not keep the next tick away.
        if (now >= nextTickMs || nextTickMs - now > TICK_MS) {
            inputs.add(new FarmInput.Tick());
            nextTickMs = now + TICK_MS;
        }
        if (inputs.isEmpty()) {
            later(chance().between(10, 60), this::turn);
            return;
        }
        List<Effect> effects = farm.step(inputs, clock());
        later(chance().between(0, 8), () -> commit(effects, next));
    }

    /** In the order in which the real one applies the records of one poll; of each topic, some of what is new. */
    private InputPositions read(List<FarmInput> inputs) {
        return new InputPositions(
                read(broker.requests, positions.requests(), FarmInput.CommandReceived::new, inputs),
                read(broker.workers, positions.workers(), FarmInput.HeartbeatReceived::new, inputs),
                read(broker.deadJobs, positions.deadJobs(), FarmInput.JobDeadLettered::new, inputs),
                read(broker.results, positions.results(), FarmInput.EventReceived::new, inputs),
                read(broker.videos, positions.videos(), FarmInput.EventReceived::new, inputs));
    }

    private <M> int read(Log<M> log, int from, Function<M, FarmInput> meaning, List<FarmInput> inputs) {
        int until = Math.min(log.end(), from + chance().between(0, MOST_RECORDS));
        for (int offset = from; offset < until; offset++) {
            inputs.add(meaning.apply(log.at(offset)));
        }
        return until;
    }

    private void commit(List<Effect> effects, InputPositions next) {
        if (broker.isAway() || world().strikes(Fault.COMMIT_FAILED)) {
            endTerm("a commit failed");
            return;
        }
        if (!broker.commit(term, next, effects, beat())) {
            world().tell(() -> "%s is fenced".formatted(name()));
            fenced = true;
            standBy();
            return;
        }
        positions = next;
        if (world().strikes(Fault.COMMIT_DONE_AND_SAID_TO_HAVE_FAILED)) {
            endTerm("a commit is said to have failed");
        } else {
            later(1, this::turn);
        }
    }

    private Optional<Broker.Beat> beat() {
        long now = clock().toEpochMilli();
        if (now < nextBeatMs && nextBeatMs - now <= BEAT_EVERY_MS) {
            return Optional.empty();
        }
        nextBeatMs = now + BEAT_EVERY_MS;
        return Optional.of(new Broker.Beat(name(), now));
    }

    private void endTerm(String why) {
        world().tell(() -> "%s restores its state: %s".formatted(name(), why));
        farm = null;
        later(PAUSE_MS, this::standBy);
    }
}
