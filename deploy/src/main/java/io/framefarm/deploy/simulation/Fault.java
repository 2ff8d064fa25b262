package io.framefarm.deploy.simulation;

/** What goes wrong: some faults come by time, others strike where there is an opportunity. */
public enum Fault {
    WORKER_KILLED,
    WORKER_STOPPED,
    WORKER_FROZEN,
    COORDINATOR_KILLED,
    COORDINATOR_FROZEN,
    STITCHER_KILLED,
    STITCHER_FROZEN,
    STITCHERS_REBALANCED,
    BROKER_RESTARTED,
    CLOCK_JUMPED,

    /** Of the coordinator's transactions. */
    COMMIT_FAILED(0.01),
    COMMIT_DONE_AND_SAID_TO_HAVE_FAILED(0.01),

    /** Of the workers' transactions. */
    RESULT_NOT_PUBLISHED(0.03),
    RESULT_DONE_AND_SAID_TO_HAVE_FAILED(0.05),
    KILLED_BETWEEN_RESULT_AND_ACKNOWLEDGEMENT(0.03),
    ACKNOWLEDGEMENT_LOST(0.05),
    NEWS_LOST(0.2),

    OUT_OF_MEMORY(0.03),
    RENDERING_FAILED(0.04),
    RENDERER_BROKE(0.002),
    POISON_SEGMENT(0.01),

    /** What a worker publishes is not what it says, or not its own to say. */
    PIXELS_FORGED(0.02),
    SIZE_FORGED(0.02),
    FRAME_LEFT_OUT(0.02),
    FOREIGN_RESULT_FORGED(0.05),
    WINNERS_FAILURE_FORGED(0.05),

    FRAME_EXPIRED(0.005),
    STORE_REFUSED(0.1),
    STORE_DONE_AND_SAID_TO_HAVE_FAILED(0.05),
    DISK_FULL(0.05),
    NEWS_OF_VIDEO_NOT_TOLD(0.05),
    NEWS_OF_VIDEO_TOLD_TWICE(0.1);

    private final double probability;

    Fault() {
        this(0);
    }

    Fault(double probability) {
        this.probability = probability;
    }

    boolean comesByTime() {
        return probability == 0;
    }

    /** At each opportunity. */
    double probability() {
        return probability;
    }
}
