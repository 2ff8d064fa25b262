package io.framefarm.deploy.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.framefarm.coordinator.core.Effect;
import io.framefarm.coordinator.core.FarmInput;
import io.framefarm.protocol.kafka.Keys;
import io.framefarm.protocol.v1.FarmEvent;
import io.framefarm.protocol.v1.SegmentJob;
import io.framefarm.protocol.v1.SegmentRendered;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * The farm keeps its guarantees in every history, and the simulation notices when it does not. Other histories:
 * {@code -Dframefarm.histories=N -Dframefarm.seed=FIRST}; a single one with its story: {@code farm simulate --seed N}.
 */
class SimulationTest {
    private static final long HISTORIES = Long.getLong("framefarm.histories", 10_000);
    private static final long FIRST_SEED = Long.getLong("framefarm.seed", 1);
    private static final long ENOUGH_TO_SEE_A_BUG = 150;

    private static final Logger OURS = (Logger) LoggerFactory.getLogger("io.framefarm");

    @TempDir
    static Path scratch;

    @BeforeAll
    static void theProcessesSayWhatGoesWrongTenThousandTimes() {
        OURS.setLevel(Level.OFF);
    }

    @AfterAll
    static void theNextTestMayBeHeard() {
        OURS.setLevel(null);
    }

    @Test
    void everyHistoryKeepsEveryGuarantee() {
        SurvivalReport report = new Histories(scratch).run(FIRST_SEED, HISTORIES);

        report.lines().forEach(System.out::println);
        assertThat(report.broken())
                .as("histories that broke a guarantee")
                .extracting(history -> "farm simulate --seed " + history.seed() + ": " + history.breaches())
                .isEmpty();
        assertThat(report.counts().lost() + report.counts().doubled()).isZero();
    }

    @Test
    void mostRendersEndWithAVideoAndEveryFaultStrikes() {
        SurvivalReport report = new Histories(scratch).run(1, 400);

        assertThat(report.struck().keySet()).containsExactlyInAnyOrder(Fault.values());
        assertThat(report.counts().done()).isGreaterThan(report.counts().renders() * 3 / 4);
        assertThat(report.counts().compared()).isGreaterThan(1_000);
    }

    @Test
    void theSameSeedTellsTheSameStory() {
        Histories histories = new Histories(scratch);

        assertThat(histories.tell(7).story())
                .isEqualTo(histories.tell(7).story())
                .isNotEqualTo(histories.tell(8).story());
    }

    @Test
    void aCoreThatTakesAnyAttemptIsCaught() {
        assertThat(breaches(withInputs(AcceptAnyAttempt::new))).anyMatch(breach -> breach.contains("no stale attempt"));
    }

    @Test
    void aCoreThatForgetsToSaveItsSegmentsIsCaught() {
        Core.Source forgetful = withEffects(effect -> !(effect instanceof Effect.SaveState save)
                || !save.record().hasSegment()
                || save.record().getSegment().getDispatch() % 2 == 0);

        assertThat(breaches(forgetful)).isNotEmpty();
    }

    @Test
    void aCoreThatNamesOnlySomeWinnersIsCaught() {
        Core.Source silent = withEffects(effect -> !(effect instanceof Effect.Assemble assemble)
                || !assemble.command().hasSegmentWon()
                || assemble.command().getSegmentWon().getRef().getShot() != 1);

        assertThat(breaches(silent)).anyMatch(breach -> breach.contains("every accepted render ends"));
    }

    @Test
    void aCoreThatIgnoresCancelsOfItsWorkersIsNoHarmButOneThatGoesOnDispatchingIs() {
        assertThat(breaches(withEffects(effect -> !(effect instanceof Effect.Revoke))))
                .isEmpty();
        assertThat(breaches(withInputs(DispatchTwice::new)))
                .anyMatch(breach -> breach.contains("in flight") || breach.contains("no stale attempt"));
    }

    private static List<String> breaches(Core.Source planted) {
        return new Histories(scratch, planted)
                .run(1, ENOUGH_TO_SEE_A_BUG).broken().stream()
                        .flatMap(history -> history.breaches().stream())
                        .toList();
    }

    private static Core.Source withInputs(UnaryOperator<Core> bug) {
        return (settings, state, now) -> bug.apply(Core.REAL.restore(settings, state, now));
    }

    private static Core.Source withEffects(java.util.function.Predicate<Effect> kept) {
        return (settings, state, now) -> {
            Core real = Core.REAL.restore(settings, state, now);
            return (inputs, at) -> real.step(inputs, at).stream().filter(kept).toList();
        };
    }

    /** Makes every result one of the dispatch that is out. */
    private static final class AcceptAnyAttempt implements Core {
        private final Core real;
        private final Map<String, Integer> dispatches = new HashMap<>();

        private AcceptAnyAttempt(Core real) {
            this.real = real;
        }

        @Override
        public List<Effect> step(List<FarmInput> inputs, java.time.Instant now) {
            List<Effect> effects = real.step(inputs.stream().map(this::current).toList(), now);
            effects.forEach(effect -> {
                if (effect instanceof Effect.Dispatch dispatch) {
                    SegmentJob job = dispatch.job();
                    dispatches.put(Keys.segment(job.getRef()), job.getDispatch());
                }
            });
            return effects;
        }

        private FarmInput current(FarmInput input) {
            if (input instanceof FarmInput.EventReceived received
                    && received.event().hasSegmentRendered()) {
                SegmentRendered rendered = received.event().getSegmentRendered();
                Integer dispatch = dispatches.get(Keys.segment(rendered.getRef()));
                if (dispatch != null) {
                    SegmentRendered.Builder changed = rendered.toBuilder();
                    changed.getAttemptBuilder().setDispatch(dispatch);
                    return new FarmInput.EventReceived(
                            FarmEvent.newBuilder().setSegmentRendered(changed).build());
                }
            }
            return input;
        }
    }

    /** Sends every job out once more. */
    private record DispatchTwice(Core real) implements Core {
        @Override
        public List<Effect> step(List<FarmInput> inputs, java.time.Instant now) {
            return real.step(inputs, now).stream()
                    .flatMap(effect -> effect instanceof Effect.Dispatch
                            ? java.util.stream.Stream.of(effect, effect)
                            : java.util.stream.Stream.of(effect))
                    .toList();
        }
    }
}
