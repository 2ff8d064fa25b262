package io.framefarm.worker.sampling;

import static io.framefarm.worker.reference.ReferenceAssert.assertThatValues;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.framefarm.worker.reference.ReferenceAssert;
import io.framefarm.worker.reference.ReferenceCase;
import io.framefarm.worker.reference.ReferenceSet;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sampler against diffusers' scheduler of the same settings, step by step. */
class SamplerReferenceTest {

    private static final double TOLERANCE = 1e-5;

    static Stream<ReferenceCase> runs() {
        return ReferenceSet.casesOf("schedulers").filter(each -> each.hasOutput("prev_sample.0"));
    }

    static Stream<ReferenceCase> partialRuns() {
        return ReferenceSet.casesOf("schedulers").filter(each -> each.params().has("strength"));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void everyStepEqualsTheReference(ReferenceCase run) {
        Sampler sampler = SchedulerConfig.settings(run.params())
                .start(run.params().get("steps").asInt());

        assertThat(sampler.timesteps()).containsExactly(timesteps(run));
        assertThat(sampler.initialNoiseScale())
                .isCloseTo(run.params().path("init_noise_sigma").floatValue(), within(1e-5f));
        float[] sample = start(run, sampler);
        for (int step = 0; step < sampler.steps(); step++) {
            if (run.hasOutput("model_input." + step)) {
                assertThatValues(sampler.networkInput(step, sample))
                        .matches(run.output("model_input." + step), TOLERANCE);
            }
            float[] noise =
                    sampler.drawsNoise(step) ? run.shared("noise." + step).floats() : new float[0];
            Advance advance = sampler.advance(
                    step, sample, run.shared("model_output." + step).floats(), noise);
            if (run.hasOutput("denoised." + step)) {
                assertThatValues(advance.denoised()).matches(run.output("denoised." + step), TOLERANCE);
            }
            sample = advance.sample();
            assertThatValues(sample).matches(run.output("prev_sample." + step), TOLERANCE);
        }
    }

    @ParameterizedTest
    @MethodSource("partialRuns")
    void aRunFromLessThanNoiseVisitsTheSameTimesteps(ReferenceCase run) {
        JsonNode params = run.params();
        SamplerSettings docs = SchedulerConfig.settings(
                run.set().requireCase("schedulers/lcm_diffusers_docs_4").params());

        Sampler sampler =
                docs.lcm(params.get("steps").asInt(), params.get("strength").asDouble());

        assertThat(sampler.timesteps()).containsExactly(timesteps(run));
    }

    @Test
    void noiseIsAddedAsTheReferenceAddsIt() {
        ReferenceCase reference = ReferenceSet.chosen().requireCase("schedulers/add_noise");
        float[] clean = reference.input("x0").floats();
        float[] noise = reference.input("noise").floats();
        float[] expected = reference.output("noisy").floats();
        long[] timesteps = reference.input("timesteps").longs();
        int one = clean.length / timesteps.length;
        for (int i = 0; i < timesteps.length; i++) {
            int from = i * one;
            LcmSampler sampler = new LcmSampler(BetaSchedule.ANIMATE_DIFF, new int[] {(int) timesteps[i]});

            float[] noisy = sampler.noised(
                    0, Arrays.copyOfRange(clean, from, from + one), Arrays.copyOfRange(noise, from, from + one));

            assertThat(ReferenceAssert.relativeError(noisy, Arrays.copyOfRange(expected, from, from + one)))
                    .isLessThan(TOLERANCE);
        }
    }

    /** With the right noise predicted, one step back from it must lead to the clean sample again. */
    @ParameterizedTest
    @EnumSource
    void everySamplerFindsTheCleanSampleUnderTheNoiseThatItAdded(SamplerKind kind) {
        Sampler sampler = SamplerSettings.of(kind, BetaSchedule.ANIMATE_DIFF).start(8);
        float[] clean = {0.5f, -1.25f, 2};
        float[] noise = {1, -0.5f, 0.25f};

        for (int step = 0; step < sampler.steps(); step++) {
            Sampler fresh = SamplerSettings.of(kind, BetaSchedule.ANIMATE_DIFF).start(8);
            float[] noisy = fresh.noised(step, clean, noise);

            assertThat(fresh.advance(step, noisy, noise, noise).denoised())
                    .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-2 ? 0 : 1)
                    .containsExactly(clean);
        }
    }

    private static float[] start(ReferenceCase run, Sampler sampler) {
        if (run.hasOutput("x_init")) {
            return run.output("x_init").floats();
        }
        float[] sample = run.shared("sample").floats();
        for (int i = 0; i < sample.length; i++) {
            sample[i] *= sampler.initialNoiseScale();
        }
        return sample;
    }

    private static float[] timesteps(ReferenceCase run) {
        JsonNode listed = run.params().get("timesteps");
        float[] timesteps = new float[listed.size()];
        for (int i = 0; i < timesteps.length; i++) {
            timesteps[i] = listed.get(i).floatValue();
        }
        return timesteps;
    }
}
