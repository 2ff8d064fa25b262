package io.framefarm.training.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplersTest {
    private final NoiseSchedule schedule = new NoiseSchedule();

    @ParameterizedTest
    @CsvSource({"0, 0.999150", "499, 0.161812", "749, 0.022729", "759, 0.020707", "999, 0.001579"})
    void theScheduleIsAnimateDiffs(int timestep, double alphaBar) {
        assertThat(schedule.alphaBar(timestep)).isEqualTo(alphaBar, within(5e-7));
    }

    @ParameterizedTest
    @CsvSource({
        "50, 4, 999 759 499 259",
        "100, 4, 999 749 499 249",
        "200, 8, 999 874 749 624 499 374 249 124",
        "50, 6, 999 839 679 499 339 179",
        "50, 1, 999"
    })
    void consistencyTimestepsAreThoseOfTheOriginal(int originalSteps, int steps, String timesteps) {
        String found = Arrays.stream(new ConsistencySampler(schedule, steps, originalSteps).timesteps())
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(" "));

        assertThat(found).isEqualTo(timesteps);
    }

    @Test
    void ddimTimestepsLeadByOne() {
        assertThat(new DdimSampler(schedule, 4).timesteps()).containsExactly(751, 501, 251, 1);
    }

    @Test
    void theConsistencyFunctionIsTheIdentityAtTimeZero() {
        assertThat(Consistency.skip(0)).isEqualTo(1);
        assertThat(Consistency.out(0)).isEqualTo(0);
    }

    @Test
    void theConsistencyFunctionIsThePredictedImageAtLateTimes() {
        // At 19 the scaled time is 190: skip 0.25 / 36100.25, out 190 / sqrt(36100.25).
        assertThat(Consistency.skip(19)).isEqualTo(6.92516e-6, within(1e-10));
        assertThat(Consistency.out(19)).isEqualTo(0.99999654, within(1e-8));
    }

    @ParameterizedTest
    @CsvSource({"1", "4", "25"})
    void withAPerfectDenoiserDdimFindsTheImage(int steps) {
        float[] latents = {0.3f, -1.2f, 2};
        float image = 0.7f;

        new DdimSampler(schedule, steps).sample(latents, perfect(image), new SplittableRandom(1));

        assertThat(latents).usingComparatorWithPrecision(1e-4f).containsExactly(image, image, image);
    }

    @ParameterizedTest
    @CsvSource({"1", "4"})
    void withAPerfectDenoiserTheConsistencySamplerFindsTheImage(int steps) {
        float[] latents = {0.3f, -1.2f, 2};
        float image = -0.4f;

        new ConsistencySampler(schedule, steps, 50).sample(latents, perfect(image), new SplittableRandom(1));

        assertThat(latents).usingComparatorWithPrecision(1e-3f).containsExactly(image, image, image);
    }

    @Test
    void dpmSolverTimestepsAreEvenFromTheNoisiest() {
        assertThat(new DpmSolverSampler(schedule, 4).timesteps()).containsExactly(999, 749, 500, 250);
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "25"})
    void withAPerfectDenoiserDpmSolverFindsTheImage(int steps) {
        float[] latents = {0.3f, -1.2f, 2};
        float image = 0.7f;

        new DpmSolverSampler(schedule, steps).sample(latents, perfect(image), new SplittableRandom(1));

        assertThat(latents).usingComparatorWithPrecision(1e-4f).containsExactly(image, image, image);
    }

    /** Of images that are Gaussian, best denoiser and exact solution are known in closed form. */
    @Test
    void twiceTheStepsBringDpmSolverMoreThanThreeTimesNearerToTheExactSolution() {
        double coarse = Math.abs(dpmSolverAt(100, 10) - exactAt(100));
        double fine = Math.abs(dpmSolverAt(100, 20) - exactAt(100));

        assertThat(fine).isLessThan(coarse / 3); // a solver of first order comes twice as near
    }

    private double dpmSolverAt(int timestep, int steps) {
        AtomicReference<Float> seen = new AtomicReference<>();
        Sampler.Denoiser denoiser = (latents, t) -> {
            if (t == timestep) {
                seen.set(latents[0]);
            }
            float noise = (float) (latents[0] * schedule.noise(t) / variance(t));
            return new float[] {noise};
        };
        new DpmSolverSampler(schedule, steps).sample(new float[] {1}, denoiser, new SplittableRandom(1));
        return Objects.requireNonNull(seen.get(), "a step at that time");
    }

    private double exactAt(int timestep) {
        return Math.sqrt(variance(timestep) / variance(NoiseSchedule.TIMESTEPS - 1));
    }

    /** Of noisy images whose own deviation is 0.5. */
    private double variance(int t) {
        return Math.pow(schedule.signal(t) * 0.5, 2) + Math.pow(schedule.noise(t), 2);
    }

    @Test
    void moreStepsThanTheOriginalHasAreRefused() {
        assertThatThrownBy(() -> new ConsistencySampler(schedule, 51, 50)).hasMessageContaining("51 of 50");
    }

    private Sampler.Denoiser perfect(float image) {
        return (latents, t) -> {
            float[] noise = new float[latents.length];
            for (int i = 0; i < noise.length; i++) {
                noise[i] = (float) ((latents[i] - schedule.signal(t) * image) / schedule.noise(t));
            }
            return noise;
        };
    }
}
