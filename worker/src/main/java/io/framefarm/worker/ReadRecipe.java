package io.framefarm.worker;

import io.framefarm.worker.engine.LoraUse;
import io.framefarm.worker.engine.Recipe;
import io.framefarm.worker.engine.Sampling;
import io.framefarm.worker.engine.pack.PackDefaults;
import io.framefarm.worker.noise.NoiseKind;
import io.framefarm.worker.sampling.SamplerKind;
import io.framefarm.worker.text.PromptAt;
import io.framefarm.worker.text.PromptSchedule;

/** The message as the engine's recipe; what it leaves open, the pack decides. */
final class ReadRecipe {

    private ReadRecipe() {}

    /** Throws {@link IllegalArgumentException} naming the field that the engine does not take. */
    static Recipe read(io.framefarm.protocol.v1.Recipe message, PackDefaults pack) {
        return new Recipe(
                message.getModel(),
                message.getLorasList().stream()
                        .map(lora -> new LoraUse(lora.getName(), lora.getScale()))
                        .toList(),
                new PromptSchedule(message.getPromptsList().stream()
                        .map(entry -> new PromptAt(entry.getFrame(), entry.getPrompt()))
                        .toList()),
                message.getNegativePrompt(),
                message.getSeed(),
                message.getShot(),
                message.getFirstFrame(),
                message.getFrames(),
                message.getWidth(),
                message.getHeight(),
                sampling(message.getSampling(), pack));
    }

    private static Sampling sampling(io.framefarm.protocol.v1.Sampling message, PackDefaults pack) {
        return new Sampling(
                sampler(message.getSampler(), pack),
                message.hasSteps() ? message.getSteps() : pack.steps(),
                message.hasGuidance() ? message.getGuidance() : pack.guidance(),
                noise(message.getNoise()));
    }

    private static SamplerKind sampler(io.framefarm.protocol.v1.Sampler sampler, PackDefaults pack) {
        return switch (sampler) {
            case SAMPLER_UNSPECIFIED -> pack.sampler().kind();
            case SAMPLER_LCM -> SamplerKind.LCM;
            case SAMPLER_DDIM -> SamplerKind.DDIM;
            case SAMPLER_EULER -> SamplerKind.EULER;
            case UNRECOGNIZED -> throw new IllegalArgumentException("sampling.sampler: not known to this worker");
        };
    }

    private static NoiseKind noise(io.framefarm.protocol.v1.NoiseSource noise) {
        return switch (noise) {
            case NOISE_SOURCE_UNSPECIFIED, NOISE_SOURCE_PHILOX -> NoiseKind.PHILOX;
            case NOISE_SOURCE_PYTORCH_CPU -> NoiseKind.PYTORCH_CPU;
            case UNRECOGNIZED -> throw new IllegalArgumentException("sampling.noise: not known to this worker");
        };
    }
}
