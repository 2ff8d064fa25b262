package io.framefarm.deploy.chaos;

import java.time.Instant;

/** Every worker is told to stop by SIGTERM and started again, one after the other, while the farm is busy. */
final class RollingRestart {

    private static final String PHASE = "rolling";

    private final ChaosFarm farm;
    private final Watch watch;
    private final Workload workload;

    RollingRestart(ChaosFarm farm, Watch watch, Workload workload) {
        this.farm = farm;
        this.watch = watch;
        this.workload = workload;
    }

    /**
     * What became of it.
     *
     * @param segments begun meanwhile
     * @param again of them a second time
     */
    record Outcome(int workers, int segments, int again) {
        String line() {
            return "rolling restart: %d workers stopped by SIGTERM and started again; %d segments, %d of them begun twice"
                    .formatted(workers, segments, again);
        }
    }

    Outcome restartAll() {
        watch.meanwhile(() -> workload.keepBusy(PHASE));
        for (Role worker : farm.workers()) {
            watch.awaitThat(
                    worker.name() + " renders",
                    () -> watch.chronicle().rendering().stream()
                            .anyMatch(run -> run.worker().equals(worker.name())));
            worker.stop();
            Instant stopped = watch.now();
            worker.start();
            watch.awaitThat(
                    worker.name() + " renders again", () -> watch.chronicle().hasBegun(worker.name(), stopped));
        }
        watch.meanwhile(() -> {});
        workload.awaitEnd();
        return new Outcome(
                farm.workers().size(),
                watch.chronicle().begunCount(RollingRestart::isOurs),
                watch.chronicle().begunAgain(RollingRestart::isOurs));
    }

    private static boolean isOurs(String renderId) {
        return renderId.startsWith(PHASE);
    }
}
