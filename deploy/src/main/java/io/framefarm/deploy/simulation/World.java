package io.framefarm.deploy.simulation;

import io.framefarm.deploy.guarantee.FarmObserver;
import io.framefarm.deploy.guarantee.Observers;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** What all processes of one history share: time, chance, the faults that may strike, and who watches. */
final class World {
    private static final double CALM_HISTORIES = 0.05;

    private final Agenda agenda = new Agenda();
    private final Chance chance;
    private final FarmObserver observer;
    private final boolean tellsStory;
    private final List<String> story = new ArrayList<>();
    private final Set<Fault> possible = EnumSet.noneOf(Fault.class);
    private final Map<Fault, Integer> struck = new EnumMap<>(Fault.class);
    private boolean calm;
    private int restarts;

    World(long seed, FarmObserver observer, boolean tellsStory) {
        this.chance = new Chance(seed);
        this.observer = tellsStory ? new Observers(List.of(observer, new Storyteller(this::tell))) : observer;
        this.tellsStory = tellsStory;
        boolean peaceful = chance.happens(CALM_HISTORIES);
        for (Fault fault : Fault.values()) {
            // Half of the faults in each history: some can only be met when others are absent.
            if (chance.happens(0.5) && !peaceful) {
                possible.add(fault);
            }
        }
    }

    Agenda agenda() {
        return agenda;
    }

    Chance chance() {
        return chance;
    }

    FarmObserver observer() {
        return observer;
    }

    /** Faults that come by time in this history. */
    List<Fault> timely() {
        return possible.stream().filter(Fault::comesByTime).toList();
    }

    /** Whether the fault happens here and now; if so it is counted. */
    boolean strikes(Fault fault) {
        if (calm || !possible.contains(fault) || !chance.happens(fault.probability())) {
            return false;
        }
        count(fault);
        return true;
    }

    void count(Fault fault) {
        struck.merge(fault, 1, Integer::sum);
        tell(() -> "fault: %s".formatted(fault));
    }

    void countRestart() {
        restarts++;
    }

    /** From here on nothing goes wrong any more. */
    void calmDown() {
        calm = true;
        tell(() -> "all is calm");
    }

    boolean isCalm() {
        return calm;
    }

    /** A line of the story, if it is to be told. */
    void tell(Supplier<String> line) {
        if (tellsStory) {
            story.add("%8.3f  %s".formatted(agenda.elapsedMs() / 1000.0, line.get()));
        }
    }

    List<String> story() {
        return story;
    }

    Map<Fault, Integer> struck() {
        return struck;
    }

    int restarts() {
        return restarts;
    }
}
