package io.framefarm.deploy.simulation;

import java.util.List;

/** The faults that come by time, one after another until all is calm. */
final class Troubles {
    private static final int LEAST_BETWEEN_MS = 200;
    private static final int MOST_BETWEEN_MS = 5_000;

    private final World world;
    private final Broker broker;
    private final List<CoordinatorProcess> coordinators;
    private final List<WorkerProcess> workers;
    private final List<StitcherProcess> stitchers;
    private final StitcherGroup group;

    Troubles(
            World world,
            Broker broker,
            List<CoordinatorProcess> coordinators,
            List<WorkerProcess> workers,
            List<StitcherProcess> stitchers,
            StitcherGroup group) {
        this.world = world;
        this.broker = broker;
        this.coordinators = coordinators;
        this.workers = workers;
        this.stitchers = stitchers;
        this.group = group;
    }

    void begin() {
        if (!world.timely().isEmpty()) {
            world.agenda().after(world.chance().between(LEAST_BETWEEN_MS, MOST_BETWEEN_MS), this::next);
        }
    }

    private void next() {
        if (!world.isCalm()) {
            Fault fault = world.chance().anyOf(world.timely());
            world.count(fault);
            strike(fault);
            begin();
        }
    }

    private void strike(Fault fault) {
        Chance chance = world.chance();
        switch (fault) {
            case WORKER_KILLED -> chance.anyOf(workers).kill(chance.between(200, 5_000));
            case WORKER_STOPPED -> chance.anyOf(workers).stop(chance.between(200, 2_000));
            case WORKER_FROZEN -> chance.anyOf(workers).freeze(chance.between(500, 15_000));
            case COORDINATOR_KILLED -> chance.anyOf(coordinators).kill(chance.between(200, 5_000));
            case COORDINATOR_FROZEN -> chance.anyOf(coordinators).freeze(chance.between(200, 8_000));
            case STITCHER_KILLED -> chance.anyOf(stitchers).kill(chance.between(200, 5_000));
            case STITCHER_FROZEN -> chance.anyOf(stitchers).freeze(chance.between(500, 9_000));
            case STITCHERS_REBALANCED -> group.rebalance();
            case BROKER_RESTARTED -> {
                broker.restart(chance.between(200, 4_000));
                world.countRestart();
            }
            case CLOCK_JUMPED -> anyProcess().shiftClock(chance.between(-90_000, 90_000));
            default -> throw new IllegalStateException(fault + " does not come by time");
        }
    }

    private FarmProcess anyProcess() {
        return switch (world.chance().between(0, 2)) {
            case 0 -> world.chance().anyOf(coordinators);
            case 1 -> world.chance().anyOf(workers);
            default -> world.chance().anyOf(stitchers);
        };
    }
}
