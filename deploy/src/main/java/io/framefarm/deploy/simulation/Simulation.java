package io.framefarm.deploy.simulation;

import io.framefarm.coordinator.admit.DispatchWindow;
import io.framefarm.coordinator.core.FarmSettings;
import io.framefarm.deploy.guarantee.BoundedInFlight;
import io.framefarm.deploy.guarantee.CancelledStaysSilent;
import io.framefarm.deploy.guarantee.EveryFrameExactlyOnce;
import io.framefarm.deploy.guarantee.EveryRenderEnds;
import io.framefarm.deploy.guarantee.FairShareBetweenProducers;
import io.framefarm.deploy.guarantee.Guarantees;
import io.framefarm.deploy.guarantee.NoStaleAttemptWins;
import io.framefarm.deploy.guarantee.Observers;
import io.framefarm.deploy.guarantee.SameAsUndisturbed;
import io.framefarm.protocol.v1.RenderState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** One farm from its first request until nothing is open any more: a history that follows from its seed alone. */
final class Simulation {
    private static final int WORKERS = 3;
    private static final int RUN_LENGTH = 4;
    private static final int LEAST_TROUBLE_MS = 10_000;
    private static final int MOST_TROUBLE_MS = 30_000;
    private static final int PATIENCE_MS = 1_200_000;
    private static final int SETTLES_WITHIN_MS = 8_000;

    /** As the defaults, with less patience: virtual time costs real time as well. */
    private static final FarmSettings SETTINGS = new FarmSettings(
            DispatchWindow.DEFAULT,
            RUN_LENGTH,
            Duration.ofSeconds(4),
            Duration.ofSeconds(12),
            Duration.ofSeconds(40),
            4,
            20,
            Duration.ofMillis(250),
            Duration.ofMillis(200),
            Duration.ofHours(24),
            10_000);

    private final long seed;
    private final World world;
    private final Tally tally;
    private final EveryFrameExactlyOnce frames;
    private final EveryRenderEnds ends;
    private final Guarantees guarantees;
    private final Broker broker;
    private final MemoryStore store;
    private final List<CoordinatorProcess> coordinators;
    private final List<WorkerProcess> workers;
    private final List<StitcherProcess> stitchers;
    private final StitcherGroup group;

    /** Readies a history that is the same for the same seed. */
    Simulation(long seed, Core.Source core, Pictures pictures, Path scratch, boolean tellsStory) {
        this.seed = seed;
        tally = new Tally(pictures);
        frames = new EveryFrameExactlyOnce(pictures);
        ends = new EveryRenderEnds();
        guarantees = new Guarantees(List.of(
                frames,
                ends,
                new SameAsUndisturbed(tally),
                new NoStaleAttemptWins(),
                new BoundedInFlight(DispatchWindow.DEFAULT.segments(WORKERS)),
                new FairShareBetweenProducers(RUN_LENGTH),
                new CancelledStaysSilent()));
        world = new World(seed, new Observers(List.of(tally, guarantees.watching())), tellsStory);
        broker = new Broker(world);
        store = new MemoryStore(world);
        group = new StitcherGroup(world.agenda());
        Poison poison = new Poison(world);
        coordinators = processes(2, number -> new CoordinatorProcess(world, "c" + number, broker, core, SETTINGS));
        workers = processes(WORKERS, number -> new WorkerProcess(world, "w" + number, broker, pictures, poison));
        stitchers = processes(2, number -> new StitcherProcess(world, "s" + number, broker, group, store, scratch));
    }

    private static <P extends FarmProcess> List<P> processes(int count, IntFunction<P> process) {
        return IntStream.rangeClosed(1, count).mapToObj(process).toList();
    }

    History run() {
        List<String> breaches = new ArrayList<>();
        try {
            live();
        } catch (IllegalStateException | IllegalArgumentException | NullPointerException broke) {
            breaches.add("the farm broke: " + broke);
        }
        store.videos().forEach(world.observer()::stored);
        breaches.addAll(guarantees.breaches());
        return new History(seed, breaches, world.struck(), world.restarts(), counts(), world.story());
    }

    private void live() {
        Producers producers = new Producers(world, broker);
        producers.begin();
        new Troubles(world, broker, coordinators, workers, stitchers, group).begin();
        coordinators.forEach(FarmProcess::start);
        workers.forEach(FarmProcess::start);
        stitchers.forEach(FarmProcess::start);
        world.agenda().pass(world.chance().between(LEAST_TROUBLE_MS, MOST_TROUBLE_MS));
        world.calmDown();
        producers.resumeAll();
        long deadline = world.agenda().nowMs() + PATIENCE_MS;
        while (!ends.allEnded() && world.agenda().nowMs() < deadline) {
            world.agenda().pass(1_000);
        }
        world.agenda().pass(SETTLES_WITHIN_MS);
    }

    private History.Counts counts() {
        return new History.Counts(
                tally.renders(),
                tally.ended(RenderState.RENDER_STATE_DONE),
                tally.ended(RenderState.RENDER_STATE_FAILED),
                tally.ended(RenderState.RENDER_STATE_CANCELLED),
                tally.rendered(),
                tally.won(),
                frames.checked(),
                frames.lost(),
                frames.doubled());
    }
}
