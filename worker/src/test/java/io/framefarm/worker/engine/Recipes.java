package io.framefarm.worker.engine;

import io.framefarm.worker.noise.NoiseKind;
import io.framefarm.worker.sampling.SamplerKind;
import io.framefarm.worker.text.PromptSchedule;
import java.util.List;

/** A small recipe, and variations of it. */
record Recipes(Recipe recipe) {

    static Recipes small() {
        return new Recipes(new Recipe(
                ReferencePack.NAME,
                List.of(),
                PromptSchedule.of("a rabbit in the park"),
                "blurry",
                42,
                0,
                0,
                3,
                64,
                64,
                new Sampling(SamplerKind.LCM, 2, 1, NoiseKind.PHILOX)));
    }

    Recipes window(int firstFrame, int frames) {
        Recipe r = recipe;
        return new Recipes(new Recipe(
                r.pack(),
                r.loras(),
                r.prompts(),
                r.negativePrompt(),
                r.seed(),
                r.shot(),
                firstFrame,
                frames,
                r.width(),
                r.height(),
                r.sampling()));
    }

    Recipes prompts(PromptSchedule prompts) {
        Recipe r = recipe;
        return new Recipes(new Recipe(
                r.pack(),
                r.loras(),
                prompts,
                r.negativePrompt(),
                r.seed(),
                r.shot(),
                r.firstFrame(),
                r.frames(),
                r.width(),
                r.height(),
                r.sampling()));
    }

    Recipes loras(LoraUse... loras) {
        Recipe r = recipe;
        return new Recipes(new Recipe(
                r.pack(),
                List.of(loras),
                r.prompts(),
                r.negativePrompt(),
                r.seed(),
                r.shot(),
                r.firstFrame(),
                r.frames(),
                r.width(),
                r.height(),
                r.sampling()));
    }

    Recipes sampling(SamplerKind sampler, int steps, float guidance, NoiseKind noise) {
        Recipe r = recipe;
        return new Recipes(new Recipe(
                r.pack(),
                r.loras(),
                r.prompts(),
                r.negativePrompt(),
                r.seed(),
                r.shot(),
                r.firstFrame(),
                r.frames(),
                r.width(),
                r.height(),
                new Sampling(sampler, steps, guidance, noise)));
    }

    Recipes pack(String pack) {
        Recipe r = recipe;
        return new Recipes(new Recipe(
                pack,
                r.loras(),
                r.prompts(),
                r.negativePrompt(),
                r.seed(),
                r.shot(),
                r.firstFrame(),
                r.frames(),
                r.width(),
                r.height(),
                r.sampling()));
    }

    static Recipe withPart(Recipe r, Part part) {
        return new Recipe(
                r.pack(),
                r.loras(),
                r.prompts(),
                r.negativePrompt(),
                r.seed(),
                r.shot(),
                r.firstFrame(),
                r.frames(),
                r.width(),
                r.height(),
                r.sampling(),
                r.guides(),
                part);
    }

    Recipes guides(Guides guides) {
        Recipe r = recipe;
        return new Recipes(new Recipe(
                r.pack(),
                r.loras(),
                r.prompts(),
                r.negativePrompt(),
                r.seed(),
                r.shot(),
                r.firstFrame(),
                r.frames(),
                r.width(),
                r.height(),
                r.sampling(),
                guides,
                r.part()));
    }
}
