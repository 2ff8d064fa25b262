package io.framefarm.worker.cache;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Keeps callers from waiting for something that is down: after so many failures in a row it refuses for a while, then
 * lets one call through to see. Safe for use by many threads.
 */
public final class Breaker {

    private final int failuresToOpen;
    private final Duration openFor;
    private final InstantSource clock;
    private int failuresInARow;
    private Instant closedFrom = Instant.MIN;

    public Breaker(int failuresToOpen, Duration openFor, InstantSource clock) {
        if (failuresToOpen < 1) {
            throw new IllegalArgumentException("failuresToOpen: " + failuresToOpen + " is below 1");
        }
        this.failuresToOpen = failuresToOpen;
        this.openFor = openFor;
        this.clock = clock;
    }

    /** Whether a call may be made now. A permitted call ends with {@link #succeeded()} or {@link #failed()}. */
    public synchronized boolean permits() {
        Instant now = clock.instant();
        if (now.isBefore(closedFrom)) {
            return false;
        }
        if (failuresInARow >= failuresToOpen) {
            // One call goes through to see; the others wait for what it finds.
            closedFrom = now.plus(openFor);
        }
        return true;
    }

    public synchronized void succeeded() {
        failuresInARow = 0;
        closedFrom = Instant.MIN;
    }

    public synchronized void failed() {
        failuresInARow = Math.min(failuresInARow + 1, failuresToOpen);
        if (failuresInARow >= failuresToOpen) {
            closedFrom = clock.instant().plus(openFor);
        }
    }
}
