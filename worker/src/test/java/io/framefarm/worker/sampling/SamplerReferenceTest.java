package io.framefarm.worker.sampling;

import static io.framefarm.worker.reference.ReferenceAssert.assertThatValues;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.framefarm.worker.reference.ReferenceCase;
import io.framefarm.worker.reference.ReferenceSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
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
