package io.framefarm.deploy.chaos;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what the farm does, and no longer than patience lasts. */
final class Watch {

    private static final Duration GLANCE = Duration.ofMillis(20);

    private final FarmNews news;
    private final Chronicle chronicle;
    private final InstantSource clock;
    private final Duration patience;
    private Runnable meanwhile = () -> {};

    Watch(FarmNews news, Chronicle chronicle, InstantSource clock, Duration patience) {
        this.news = news;
        this.chronicle = chronicle;
        this.clock = clock;
        this.patience = patience;
    }

    Chronicle chronicle() {
        return chronicle;
    }

    Instant now() {
        return clock.instant();
    }

    /** What is done again and again while it is waited. */
    void meanwhile(Runnable work) {
        meanwhile = work;
    }

    /** Returns the first answer to the question. */
    <T> T await(String what, Supplier<Optional<T>> question) {
        Instant deadline = clock.instant().plus(patience);
        while (clock.instant().isBefore(deadline)) {
            news.follow(chronicle, GLANCE);
            meanwhile.run();
            Optional<T> answer = question.get();
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        throw new ChaosFailedException(
                "waited " + patience.toSeconds() + " s in vain until " + what + "; open: " + open());
    }

    void awaitThat(String what, BooleanSupplier wish) {
        await(what, () -> wish.getAsBoolean() ? Optional.of(what) : Optional.empty());
    }

    private String open() {
        return chronicle.open().stream()
                .map(status -> status.getRenderId() + " is " + status.getState() + " with " + status.getFramesRendered()
                        + " of " + status.getFramesTotal() + " frames " + status.getWaitingFor())
                .limit(5)
                .toList()
                .toString();
    }
}
