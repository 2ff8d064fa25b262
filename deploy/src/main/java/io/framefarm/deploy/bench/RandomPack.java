package io.framefarm.deploy.bench;

import io.framefarm.worker.checkpoint.layout.ClipTextConfig;
import io.framefarm.worker.checkpoint.layout.MotionConfig;
import io.framefarm.worker.checkpoint.layout.UNetConfig;
import io.framefarm.worker.checkpoint.layout.VaeConfig;
import io.framefarm.worker.inspect.MakeCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A pack of Stable Diffusion 1.5 with AnimateLCM's motion modules in their real sizes, with weights of no meaning. */
final class RandomPack {
    private static final String BASE = "base.safetensors";
    private static final String MOTION = "motion.safetensors";

    private RandomPack() {}

    /** Writes 3.0 GB. */
    static void write(Path folder, long seed) throws IOException {
        MakeCheckpoint make = new MakeCheckpoint(seed);
        make.original(folder.resolve(BASE), List.of(UNetConfig.SD15, VaeConfig.SD15, ClipTextConfig.VIT_L_14));
        make.original(folder.resolve(MOTION), List.of(MotionConfig.ANIMATE_LCM));
        Path tokenizer = Files.createDirectories(folder.resolve("tokenizer"));
        Files.writeString(
                tokenizer.resolve("vocab.json"),
                "{\"" + MeasureAdapters.PROMPT + "</w>\": 320, \"<|startoftext|>\": 49406, \"<|endoftext|>\": 49407}");
        Files.writeString(tokenizer.resolve("merges.txt"), "");
        Files.writeString(folder.resolve("pack.yaml"), """
                name: random
                base: {path: %s}
                motion: {path: %s}
                motion_without_lora: true
                tokenizer: {path: tokenizer}
                sampling: {sampler: lcm, steps: 4, guidance: 1.0, beta_schedule: linear}
                """.formatted(BASE, MOTION));
    }
}
