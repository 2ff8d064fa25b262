package io.framefarm.worker.render;

import com.google.protobuf.ByteString;
import io.framefarm.protocol.Limits;
import io.framefarm.protocol.Windows;
import io.framefarm.protocol.v1.NoiseSource;
import io.framefarm.protocol.v1.Recipe;
import io.framefarm.protocol.v1.Sampler;
import io.framefarm.protocol.v1.Window;
import io.framefarm.worker.engine.Guides;
import io.framefarm.worker.engine.LoraUse;
import io.framefarm.worker.engine.Sampling;
import io.framefarm.worker.engine.pack.PackDefaults;
import io.framefarm.worker.noise.NoiseKind;
import io.framefarm.worker.sampling.SamplerKind;
import io.framefarm.worker.text.PromptAt;
import io.framefarm.worker.text.PromptSchedule;
import java.util.List;

/** The engine's recipe of a message; what the message leaves open is the pack's to say. */
final class ReadRecipe {

    /** What AnimateDiff's authors use with samplers that are not distilled. */
    private static final int UNDISTILLED_STEPS = 25;

    private static final float UNDISTILLED_GUIDANCE = 7.5f;

    private ReadRecipe() {}

    /**
     * Reads a message.
     *
     * @param guides its images, loaded
     * @param latents of the recipe's inputs; none when it is only to be prepared
     * @throws IllegalArgumentException naming the field, the value and what is allowed
     */
    static io.framefarm.worker.engine.Recipe of(
            Recipe message, PackDefaults defaults, Guides guides, List<ByteString> latents) {
        requireBounded(message);
        Window window = Windows.worked(message);
        return new io.framefarm.worker.engine.Recipe(
                message.getModel(),
                message.getLorasList().stream()
                        .map(lora -> new LoraUse(lora.getName(), lora.getScale()))
                        .toList(),
                new PromptSchedule(message.getPromptsList().stream()
                        .map(prompt -> new PromptAt(prompt.getFrame(), prompt.getPrompt()))
                        .toList()),
                message.getNegativePrompt(),
                message.getSeed(),
                message.getShot(),
                window.getFirstFrame(),
                window.getFrames(),
                message.getWidth(),
                message.getHeight(),
                sampling(message.getSampling(), defaults),
                guides,
                ReadPart.of(message, latents),
                message.getDraft());
    }

    /** What no coordinator asks for, but anybody may who can write the topic; it would take the worker's memory. */
    private static void requireBounded(Recipe message) {
        long pixels = (long) message.getWidth() * message.getHeight();
        if (pixels > Limits.MAX_PIXELS) {
            throw new IllegalArgumentException("width and height: %d x %d (allowed: %d pixels together)"
                    .formatted(message.getWidth(), message.getHeight(), Limits.MAX_PIXELS));
        }
        if (message.getLorasCount() > Limits.MAX_LORAS) {
            throw new IllegalArgumentException(
                    "loras: %d (allowed: %d)".formatted(message.getLorasCount(), Limits.MAX_LORAS));
        }
    }

    private static Sampling sampling(io.framefarm.protocol.v1.Sampling asked, PackDefaults defaults) {
        SamplerKind ofPack = defaults.sampler().kind();
        SamplerKind sampler = sampler(asked.getSampler(), ofPack);
        int usualSteps = sampler == ofPack ? defaults.steps() : UNDISTILLED_STEPS;
        float usualGuidance = sampler == ofPack ? defaults.guidance() : UNDISTILLED_GUIDANCE;
        return new Sampling(
                sampler,
                asked.hasSteps() ? asked.getSteps() : usualSteps,
                asked.hasGuidance() ? asked.getGuidance() : usualGuidance,
                noise(asked.getNoise()));
    }

    private static SamplerKind sampler(Sampler asked, SamplerKind unspecified) {
        return switch (asked) {
            case SAMPLER_UNSPECIFIED -> unspecified;
            case SAMPLER_LCM -> SamplerKind.LCM;
            case SAMPLER_DDIM -> SamplerKind.DDIM;
            case SAMPLER_EULER -> SamplerKind.EULER;
            case UNRECOGNIZED ->
                throw new IllegalArgumentException(
                        "sampling.sampler: this worker does not know the value (allowed: lcm, ddim, euler)");
        };
    }

    private static NoiseKind noise(NoiseSource asked) {
        return switch (asked) {
            case NOISE_SOURCE_UNSPECIFIED, NOISE_SOURCE_PHILOX -> NoiseKind.PHILOX;
            case NOISE_SOURCE_PYTORCH_CPU -> NoiseKind.PYTORCH_CPU;
            case UNRECOGNIZED ->
                throw new IllegalArgumentException(
                        "sampling.noise: this worker does not know the value (allowed: philox, pytorch_cpu)");
        };
    }
}
