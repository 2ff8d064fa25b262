package io.framefarm.worker.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LinearStepTest {

    private static final int SIZE = 50;

    private final Random random = new Random(7);

    @ParameterizedTest
    @EnumSource(
            value = SamplerKind.class,
            names = {"LCM", "DDIM", "EULER", "EULER_ANCESTRAL"})
    void theWeightsMakeEachStepOfEverySamplerWithoutMemory(SamplerKind kind) {
        Sampler sampler = SamplerSettings.of(kind, BetaSchedule.ANIMATE_DIFF).start(5);
        List<LinearStep> steps = LinearStep.of(sampler);

        assertThat(steps).hasSize(5);
        for (int i = 0; i < steps.size(); i++) {
            LinearStep step = steps.get(i);
            float[] sample = values();
            float[] predicted = values();
            float[] noise = values();
            Advance expected = sampler.advance(i, sample, predicted, noise);

            assertThat(step.timestep()).isEqualTo(sampler.timesteps()[i]);
            assertThat(step.drawsNoise()).isEqualTo(sampler.drawsNoise(i));
            for (int j = 0; j < SIZE; j++) {
                assertThat(step.input() * sample[j]).isCloseTo(sampler.networkInput(i, sample)[j], within(1e-5f));
                assertThat(sum(step.next(), sample[j], predicted[j], noise[j]))
                        .isCloseTo(expected.sample()[j], within(1e-4f));
                assertThat(sum(step.clean(), sample[j], predicted[j], noise[j]))
                        .isCloseTo(expected.denoised()[j], within(1e-4f));
            }
        }
    }

    @Test
    void aSamplerWhoseStepsBuildOnEachOtherIsRefused() {
        Sampler sampler = SamplerSettings.of(SamplerKind.DPMPP_2M, BetaSchedule.ANIMATE_DIFF)
                .start(5);

        assertThatThrownBy(() -> LinearStep.of(sampler))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("sampler: its steps build on each other");
    }

    private static float sum(LinearStep.Weights weights, float sample, float predicted, float noise) {
        return weights.sample() * sample + weights.predicted() * predicted + weights.noise() * noise;
    }

    private float[] values() {
        float[] values = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
