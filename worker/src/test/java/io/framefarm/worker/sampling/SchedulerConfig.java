package io.framefarm.worker.sampling;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Sampler settings from what diffusers writes about its schedulers. */
public final class SchedulerConfig {

    private SchedulerConfig() {}

    public static SamplerSettings settings(JsonNode params) {
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
