package io.framefarm.worker.sampling;

import static io.framefarm.worker.reference.ReferenceAssert.assertThatValues;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.framefarm.worker.reference.ReferenceCase;
import io.framefarm.worker.reference.ReferenceSet;
import java.util.Locale;
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
        Sampler sampler = settings(run.params()).start(run.params().get("steps").asInt());

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
        SamplerSettings docs = settings(
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

    /** The settings that diffusers calls by these names. */
    static SamplerSettings settings(JsonNode params) {
        JsonNode config = params.has("config") ? params.get("config") : params.get("scheduler_config");
        BetaSchedule betas = new BetaSchedule(
                BetaCurve.valueOf(config.get("beta_schedule").asText().toUpperCase(Locale.ROOT)),
                config.get("beta_start").asDouble(),
                config.get("beta_end").asDouble(),
                config.path("num_train_timesteps").asInt(1000));
        return new SamplerSettings(
                kind(params.path("scheduler").asText("LCMScheduler"), config),
                betas,
                TimestepSpacing.valueOf(
                        config.path("timestep_spacing").asText("leading").toUpperCase(Locale.ROOT)),
                config.path("steps_offset").asInt(0),
                config.path("set_alpha_to_one").asBoolean(true),
                params.path("eta").floatValue(),
                config.path("original_inference_steps").asInt(50),
                LcmTimesteps.EVEN);
    }

    private static SamplerKind kind(String scheduler, JsonNode config) {
        return switch (scheduler) {
            case "LCMScheduler" -> SamplerKind.LCM;
            case "DDIMScheduler" -> SamplerKind.DDIM;
            case "EulerDiscreteScheduler" -> SamplerKind.EULER;
            case "EulerAncestralDiscreteScheduler" -> SamplerKind.EULER_ANCESTRAL;
            case "DPMSolverMultistepScheduler" ->
                config.path("use_karras_sigmas").asBoolean() ? SamplerKind.DPMPP_2M_KARRAS : SamplerKind.DPMPP_2M;
            default -> throw new IllegalStateException("no sampler for " + scheduler);
        };
    }
}
