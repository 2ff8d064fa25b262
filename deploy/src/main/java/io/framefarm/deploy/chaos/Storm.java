package io.framefarm.deploy.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Lets one mishap after the other happen to a farm that is kept busy, and puts everything right again. */
final class Storm {

    private final ChaosFarm farm;
    private final ChaosSettings settings;
    private final Watch watch;
    private final Workload workload;
    private final WorkerMishaps toWorkers;
    private final CoordinatorMishaps toCoordinators;
    private final StitcherMishaps toStitcher;
    private final ServerMishaps toServers;
    private final List<String> fellByThemselves = new ArrayList<>();

    Storm(ChaosFarm farm, ChaosSettings settings, Watch watch, Workload workload) {
        this.farm = farm;
        this.settings = settings;
        this.watch = watch;
        this.workload = workload;
        this.toWorkers = new WorkerMishaps(farm, watch, settings);
        this.toCoordinators = new CoordinatorMishaps(farm, watch);
        this.toStitcher = new StitcherMishaps(farm, watch);
        this.toServers = new ServerMishaps(farm, watch);
    }

    List<Recovery> blow(String phase, RandomGenerator chance, Consumer<String> progress) {
        List<Recovery> recoveries = new ArrayList<>();
        watch.meanwhile(() -> workload.keepBusy(phase));
        for (int round = 1; round <= settings.rounds(); round++) {
            for (Mishap mishap : shuffled(chance)) {
                Recovery recovery = new Recovery(mishap, happen(mishap), mishap.goal(settings.lock()));
                progress.accept(recovery.line());
                recoveries.add(recovery);
                fellByThemselves.addAll(farm.reviveFallen());
            }
        }
        watch.meanwhile(() -> {});
        workload.awaitEnd();
        return recoveries;
    }

    private List<Mishap> shuffled(RandomGenerator chance) {
        List<Mishap> left = new ArrayList<>(new TreeSet<>(settings.mishaps()));
        List<Mishap> order = new ArrayList<>();
        while (!left.isEmpty()) {
            order.add(left.remove(chance.nextInt(left.size())));
        }
        return order;
    }

    /** Processes that came to an end that nobody had meant for them. */
    List<String> fellByThemselves() {
        return List.copyOf(fellByThemselves);
    }

    private Duration happen(Mishap mishap) {
        return switch (mishap) {
            case WORKER_KILLED -> toWorkers.killed();
            case WORKER_FROZEN -> toWorkers.frozen();
            case WORKER_CUT_OFF -> toWorkers.cutOff();
            case WORKER_OUT_OF_MEMORY -> toWorkers.outOfMemory();
            case COORDINATOR_KILLED -> toCoordinators.killed();
            case COORDINATOR_FROZEN -> toCoordinators.frozen();
            case COORDINATOR_CUT_OFF -> toCoordinators.cutOff();
            case STITCHER_KILLED -> toStitcher.killed();
            case STITCHER_FROZEN -> toStitcher.frozen();
            case STITCHERS_DISK_FULL -> toStitcher.diskFull(farm.scratch());
            case STORE_FULL -> toStitcher.diskFull(farm.store());
            case BROKER_KILLED -> toServers.brokerKilled();
            case REDIS_KILLED -> toServers.redisKilled();
            case REDIS_FROZEN -> toServers.redisFrozen();
        };
    }
}
