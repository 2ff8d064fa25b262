package io.framefarm.deploy.chaos;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** What is done to the processes of a farm while they render. */
public enum Mishap {
    /** As by {@code kill -9}, in the middle of a segment. */
    WORKER_KILLED("its segment is rendered elsewhere", 2),
    /** By SIGSTOP past the lock of its segment; it wakes up as a zombie. */
    WORKER_FROZEN("its segment is rendered elsewhere, beyond the lock", 2),
    WORKER_CUT_OFF("its segment is rendered elsewhere, beyond the lock", 2),
    WORKER_OUT_OF_MEMORY("its segment is rendered elsewhere", 2),
    COORDINATOR_KILLED("the next segment is admitted", 5),
    COORDINATOR_FROZEN("the next segment is admitted", 5),
    COORDINATOR_CUT_OFF("the next segment is admitted", 5),
    STITCHER_KILLED("stitching goes on", 10),
    STITCHER_FROZEN("stitching goes on after it wakes up"),
    STITCHERS_DISK_FULL("the video is there after there is room"),
    STORE_FULL("the video is there after there is room"),
    /** As by {@code kill -9}, and started again on what lies on its disk. */
    BROKER_KILLED("the next result is published"),
    /** With all that it kept. */
    REDIS_KILLED("the next result is published"),
    REDIS_FROZEN("the next result is published");

    private final String recovery;
    private final Optional<Duration> goal;

    Mishap(String recovery) {
        this.recovery = recovery;
        this.goal = Optional.empty();
    }

    Mishap(String recovery, int goalSeconds) {
        this.recovery = recovery;
        this.goal = Optional.of(Duration.ofSeconds(goalSeconds));
    }

    /** What shows that the farm has recovered. */
    String recovery() {
        return recovery;
    }

    /** Within what time it should; of what only a lock gives back, on top of the lock. */
    Optional<Duration> goal(Duration lock) {
        return switch (this) {
            case WORKER_FROZEN, WORKER_CUT_OFF -> goal.map(lock::plus);
            case WORKER_KILLED,
                    WORKER_OUT_OF_MEMORY,
                    COORDINATOR_KILLED,
                    COORDINATOR_FROZEN,
                    COORDINATOR_CUT_OFF,
                    STITCHER_KILLED,
                    STITCHER_FROZEN,
                    STITCHERS_DISK_FULL,
                    STORE_FULL,
                    BROKER_KILLED,
                    REDIS_KILLED,
                    REDIS_FROZEN -> goal;
        };
    }

    /** For people. */
    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
