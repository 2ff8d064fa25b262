package io.framefarm.deploy.cli;

import io.framefarm.worker.engine.Guides;
import io.framefarm.worker.engine.LoraUse;
import io.framefarm.worker.engine.Part;
import io.framefarm.worker.engine.Recipe;
import io.framefarm.worker.engine.Sampling;
import io.framefarm.worker.engine.pack.PackDefaults;
import io.framefarm.worker.noise.NoiseKind;
import io.framefarm.worker.sampling.SamplerKind;
import io.framefarm.worker.text.PromptAt;
import io.framefarm.worker.text.PromptSchedule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is to be sampled; what is not given is as the pack has it. */
final class SampleOptions {

    @Option(names = "--prompt", paramLabel = "TEXT", description = "What to show.")
    private String prompt = "";

    @Option(
            names = "--at",
            paramLabel = "FRAME=TEXT",
            description = "What to show from this frame on; the prompts before and after pass into each other.")
    private Map<Integer, String> later = new LinkedHashMap<>();

    @Option(names = "--negative", paramLabel = "TEXT", description = "What not to show; needs --guidance other than 1.")
    private String negative = "";

    @Option(names = "--seed", paramLabel = "N", description = "Another seed, another picture; default 0.")
    private long seed;

    @Option(names = "--frames", paramLabel = "N", description = "Length; default one window of the pack.")
    private @Nullable Integer frames;

    @Option(names = "--width", paramLabel = "PIXELS", description = "A multiple of 8.")
    private @Nullable Integer width;

    @Option(names = "--height", paramLabel = "PIXELS", description = "A multiple of 8.")
    private @Nullable Integer height;

    @Option(names = "--sampler", paramLabel = "NAME", description = "${COMPLETION-CANDIDATES}")
    private @Nullable SamplerKind sampler;

    @Option(names = "--steps", paramLabel = "N", description = "Sampling steps.")
    private @Nullable Integer steps;

    @Option(names = "--guidance", paramLabel = "SCALE", description = "Classifier-free guidance; 1 is none.")
    private @Nullable Float guidance;

    @Option(
            names = "--noise",
            paramLabel = "SOURCE",
            description = "${COMPLETION-CANDIDATES}; pytorch_cpu starts from the noise of diffusers.")
    private NoiseKind noise = NoiseKind.PHILOX;

    @Option(names = "--lora", paramLabel = "NAME=SCALE", description = "A LoRA of the pack, or beside it in loras/.")
    private Map<String, Float> loras = new LinkedHashMap<>();

    @Option(names = "--draft", description = "Decodes frames roughly and soon, with the draft decoder of the pack.")
    private boolean draft;

    /** One recipe for each window of the pack's length; throws {@link IllegalArgumentException} on bad input. */
    List<Recipe> recipes(String pack, PackDefaults defaults, boolean oneFrame) {
        int length = orElse(frames, oneFrame ? 1 : defaults.frames());
        if (length < 1) {
            throw new IllegalArgumentException("frames: " + length + " (allowed: 1 or more)");
        }
        List<Recipe> recipes = new ArrayList<>();
        for (int first = 0; first < length; first += defaults.frames()) {
            recipes.add(recipe(pack, defaults, first, Math.min(defaults.frames(), length - first)));
        }
        return recipes;
    }

    private Recipe recipe(String pack, PackDefaults defaults, int firstFrame, int windowFrames) {
        return new Recipe(
                pack,
                loras.entrySet().stream()
                        .map(lora -> new LoraUse(lora.getKey(), lora.getValue()))
                        .toList(),
                prompts(),
                negative,
                seed,
                0,
                firstFrame,
                windowFrames,
                orElse(width, defaults.width()),
                orElse(height, defaults.height()),
                new Sampling(
                        sampler == null ? defaults.sampler().kind() : sampler,
                        orElse(steps, defaults.steps()),
                        guidance == null ? defaults.guidance() : guidance,
                        noise),
                Guides.NONE,
                Part.alone(firstFrame, windowFrames),
                draft);
    }

    private PromptSchedule prompts() {
        TreeMap<Integer, String> byFrame = new TreeMap<>(later);
        byFrame.putIfAbsent(0, prompt);
        return new PromptSchedule(byFrame.entrySet().stream()
                .map(entry -> new PromptAt(entry.getKey(), entry.getValue()))
                .toList());
    }

    private static int orElse(@Nullable Integer given, int usual) {
        return given == null ? usual : given;
    }
}
