package io.framefarm.worker.engine;

import io.framefarm.worker.noise.NoiseKind;
import io.framefarm.worker.sampling.SamplerKind;
import io.framefarm.worker.text.PromptSchedule;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A small recipe, and variations of it. */
final class Recipes {

    private String pack = ReferencePack.NAME;
    private List<LoraUse> loras = List.of();
    private PromptSchedule prompts = PromptSchedule.of("a rabbit in the park");
    private String negativePrompt = "blurry";
    private long seed = 42;
    private int shot;
    private int firstFrame;
    private int frames = 3;
    private int width = 64;
    private int height = 64;
    private Sampling sampling = new Sampling(SamplerKind.LCM, 2, 1, NoiseKind.PHILOX);
    private Guides guides = Guides.NONE;
    private Optional<Part> part = Optional.empty();
    private boolean draft;

    static Recipes small() {
        return new Recipes();
    }

    /** This one, to be varied. */
    static Recipes of(Recipe recipe) {
        Recipes recipes = new Recipes();
        recipes.pack = recipe.pack();
        recipes.loras = recipe.loras();
        recipes.prompts = recipe.prompts();
        recipes.negativePrompt = recipe.negativePrompt();
        recipes.seed = recipe.seed();
        recipes.shot = recipe.shot();
        recipes.firstFrame = recipe.firstFrame();
        recipes.frames = recipe.frames();
        recipes.width = recipe.width();
        recipes.height = recipe.height();
        recipes.sampling = recipe.sampling();
        recipes.guides = recipe.guides();
        recipes.part = Optional.of(recipe.part());
        recipes.draft = recipe.draft();
        return recipes;
    }

    Recipe recipe() {
        return new Recipe(
                pack,
                loras,
                prompts,
                negativePrompt,
                seed,
                shot,
                firstFrame,
                frames,
                width,
                height,
                sampling,
                guides,
                part.orElseGet(() -> Part.alone(firstFrame, frames)),
                draft);
    }

    Recipes window(int first, int length) {
        return varied(recipes -> {
            recipes.firstFrame = first;
            recipes.frames = length;
            recipes.part = Optional.empty();
        });
    }

    Recipes prompts(PromptSchedule other) {
        return varied(recipes -> recipes.prompts = other);
    }

    Recipes loras(LoraUse... others) {
        return varied(recipes -> recipes.loras = List.of(others));
    }

    Recipes sampling(SamplerKind sampler, int steps, float guidance, NoiseKind noise) {
        return varied(recipes -> recipes.sampling = new Sampling(sampler, steps, guidance, noise));
    }

    Recipes pack(String other) {
        return varied(recipes -> recipes.pack = other);
    }

    Recipes guides(Guides others) {
        return varied(recipes -> recipes.guides = others);
    }

    Recipes part(Part other) {
        return varied(recipes -> recipes.part = Optional.of(other));
    }

    Recipes draft() {
        return varied(recipes -> recipes.draft = true);
    }

    private Recipes varied(Consumer<Recipes> change) {
        Recipes copy = of(recipe());
        copy.part = part;
        change.accept(copy);
        return copy;
    }
}
