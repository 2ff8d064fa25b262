package io.framefarm.protocol.monitor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something that has to happen again and again, and when it last did. Safe for use by many threads. */
public final class Pulse {

    private final String what;
    private final Duration within;
    private final InstantSource clock;
    private volatile @Nullable Instant last;

    /**
     * One that has not beaten yet.
     *
     * @param what happens, such as {@code heartbeat taken by the broker}
     * @param within how long it may not happen
     */
    public Pulse(String what, Duration within, InstantSource clock) {
        this.what = what;
        this.within = within;
        this.clock = clock;
    }

    public void beat() {
        last = clock.instant();
    }

    /** What is wrong, when it has not happened for too long. */
    public Optional<String> problem() {
        Instant seen = last;
        if (seen == null) {
            return Optional.of("no " + what + " yet");
        }
        Duration silence = Duration.between(seen, clock.instant());
        return silence.compareTo(within) <= 0
                ? Optional.empty()
                : Optional.of(
                        "no %s for %d s (allowed: %d s)".formatted(what, silence.toSeconds(), within.toSeconds()));
    }
}
