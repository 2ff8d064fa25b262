package io.framefarm.worker.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestepsTest {

    @ParameterizedTest
    @CsvSource({
        "50, 4, 999 759 499 259, 999 759 519 279",
        "100, 4, 999 749 499 249, 999 749 499 249",
        "200, 4, 999 749 499 249, 999 749 499 249",
        "50, 6, 999 839 679 499 339 179, 999 839 679 519 359 199",
        "100, 6, 999 839 669 499 339 169, 999 839 679 519 359 199",
        "100, 8, 999 879 749 629 499 379 249 129, 999 879 759 639 519 399 279 159",
        "200, 8, 999 874 749 624 499 374 249 124, 999 874 749 624 499 374 249 124",
        "50, 1, 999, 999",
        "50, 2, 999 499, 999 499",
    })
    void theTwoSelectionsOfConsistencyModels(int originalSteps, int steps, String even, String stride) {
        assertThat(shown(LcmTimesteps.EVEN.select(1000, originalSteps, 1, steps)))
                .isEqualTo(even);
        assertThat(shown(LcmTimesteps.STRIDE.select(1000, originalSteps, 1, steps)))
                .isEqualTo(stride);
    }

    @Test
    void moreStepsThanTheGridHasAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LcmTimesteps.EVEN.select(1000, 50, 0.5, 26))
                .withMessageContaining("steps: 26 (allowed: 1 to 25");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimestepSpacing.LEADING.timesteps(0, 1000, 1))
                .withMessageContaining("steps: 0 (allowed: 1 to 1000)");
    }

    @ParameterizedTest
    @CsvSource({
        "LINEAR, 0.012, 499, 0.161812",
        "LINEAR, 0.012, 999, 0.001579",
        "LINEAR, 0.014, 749, 0.012902",
        "SCALED_LINEAR, 0.012, 0, 0.999150",
        "SCALED_LINEAR, 0.012, 759, 0.052213",
        "SCALED_LINEAR, 0.012, 999, 0.004660",
    })
    void theShareOfSignalLeftIsThatOfThePapers(BetaCurve curve, double end, int t, float alpha) {
        BetaSchedule betas = new BetaSchedule(curve, 0.00085, end, 1000);

        assertThat(betas.alphasCumprod()[t]).isCloseTo(alpha, within(1e-6f));
    }

    private static String shown(int[] timesteps) {
        return Arrays.stream(timesteps).mapToObj(Integer::toString).collect(Collectors.joining(" "));
    }
}
