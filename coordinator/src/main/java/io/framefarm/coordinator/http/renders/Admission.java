package io.framefarm.coordinator.http.renders;

import io.framefarm.coordinator.access.Allowance;
import io.framefarm.coordinator.access.Caller;
import io.framefarm.coordinator.http.exchange.ProblemException;
import io.framefarm.coordinator.http.exchange.ProblemType;
import io.framefarm.coordinator.view.RenderBoard;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.Shot;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether the farm takes one more render: not beyond its backlog limit, nor beyond the producer's quota. Counts what the
 * boards show, and what this coordinator has let in and cannot see there yet.
 */
final class Admission {
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
    private static final Duration WAIT_FOR_QUOTA = Duration.ofMinutes(1);

    private final RenderBoard board;
    private final long maxWaitingFrames;
    private final InstantSource clock;
    private final Map<String, Integer> underWay = new ConcurrentHashMap<>();

    Admission(RenderBoard board, long maxWaitingFrames, InstantSource clock) {
        this.board = board;
        this.maxWaitingFrames = maxWaitingFrames;
        this.clock = clock;
    }

    /** Lets it in or throws; whoever is let in says when its render is on the board, or will never be. */
    void enter(Caller caller, String producer, RenderRequest request) {
        requireRoom();
        int others = underWay.merge(producer, 1, Integer::sum) - 1;
        try {
            requireQuota(caller.allowance(), producer, others, frames(request));
        } catch (ProblemException refused) {
            leave(producer);
            throw refused;
        }
    }

    void leave(String producer) {
        underWay.computeIfPresent(producer, (name, count) -> count > 1 ? count - 1 : null);
    }

    private void requireRoom() {
        long waiting = board.waitingFrames();
        if (waiting >= maxWaitingFrames) {
            throw ProblemException.later(
                    ProblemType.BACKLOG_FULL,
                    "%d frames are waiting already (allowed: up to %d)".formatted(waiting, maxWaitingFrames),
                    untilRoom(waiting));
        }
    }

    /** Until a hundredth of what is waiting is rendered, at the rate of the last minutes. */
    private Duration untilRoom(long waiting) {
        double rate = board.framesPerSecond(clock.millis());
        if (rate <= 0) {
            return WAIT_FOR_QUOTA;
        }
        long seconds = (long) Math.ceil((waiting - maxWaitingFrames * 0.99) / rate);
        return Duration.ofSeconds(Math.min(LONGEST_WAIT.toSeconds(), seconds));
    }

    private void requireQuota(Allowance allowance, String producer, int others, long frames) {
        int inFlight = board.openRendersOf(producer) + others;
        if (inFlight >= allowance.rendersInFlight()) {
            throw ProblemException.later(
                    ProblemType.QUOTA_EXCEEDED,
                    "%s has %d renders in flight (allowed: up to %d)"
                            .formatted(producer, inFlight, allowance.rendersInFlight()),
                    WAIT_FOR_QUOTA);
        }
        if (allowance.framesPerDay() < Long.MAX_VALUE) {
            requireFrames(allowance.framesPerDay(), producer, frames);
        }
    }

    private void requireFrames(long allowed, String producer, long asked) {
        long used = board.framesSince(producer, clock.instant().minus(DAY).toEpochMilli());
        if (used + asked > allowed) {
            throw ProblemException.later(
                    ProblemType.QUOTA_EXCEEDED,
                    "%s asks for %d frames after %d within 24 hours (allowed: up to %d)"
                            .formatted(producer, asked, used, allowed),
                    WAIT_FOR_QUOTA);
        }
    }

    private static long frames(RenderRequest request) {
        return request.getShotsList().stream().mapToLong(Shot::getFrames).sum();
    }
}
