package io.framefarm.coordinator.admit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RenderingPaceTest {
    private final RenderingPace pace = new RenderingPace();

    @Test
    void anEstimateBeforeAnyMeasurementIsAGuessThatGrowsWithTheWork() {
        assertThat(pace.seconds("m", 16L * 512 * 512 * 4)).isCloseTo(10, within(1e-9));
        assertThat(pace.seconds("m", 16L * 256 * 256 * 4)).isCloseTo(2.5, within(1e-9));
    }

    @Test
    void theFirstMeasurementReplacesTheGuessForAllModels() {
        pace.measured("m", 100, Duration.ofSeconds(5));

        assertThat(pace.seconds("m", 200)).isCloseTo(10, within(1e-9));
        assertThat(pace.seconds("another", 200)).isCloseTo(10, within(1e-9));
    }

    @Test
    void anEstimateFollowsTheLatestWithoutJumping() {
        pace.measured("m", 100, Duration.ofSeconds(5));
        pace.measured("m", 100, Duration.ofSeconds(10));
        assertThat(pace.seconds("m", 100)).isCloseTo(6, within(1e-9));

        for (int i = 0; i < 30; i++) {
            pace.measured("m", 100, Duration.ofSeconds(10));
        }
        assertThat(pace.seconds("m", 100)).isCloseTo(10, within(0.1));
    }

    @Test
    void aTimeThatCannotBeIsNotLearnedFrom() {
        pace.measured("m", 100, Duration.ofSeconds(5));
        pace.measured("m", 100, Duration.ZERO);
        pace.measured("m", 0, Duration.ofSeconds(5));

        assertThat(pace.seconds("m", 100)).isCloseTo(5, within(1e-9));
    }
}
