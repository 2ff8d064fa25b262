package io.framefarm.worker.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.framefarm.worker.engine.pack.ModelFolder;
import io.framefarm.worker.reference.ReferenceSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Packs made of the models of a reference set. */
final class ReferencePack {

    static final String NAME = "reference";

    private ReferencePack() {}

    /** Writes a pack with AnimateLCM's motion modules and LoRA, the LoRA off unless a recipe says otherwise. */
    static ModelFolder animateLcm(ReferenceSet set, String motionNorm) {
        return animateLcm(set, set.path("models/diffusers"), motionNorm);
    }

    /** The same on a base of either layout. */
    static ModelFolder animateLcm(ReferenceSet set, Path base, String motionNorm) {
        return pack(set, base, "models/single_file/animatelcm_t2v_mm.safetensors", motionNorm);
    }

    /** Writes a pack with the motion modules of AnimateDiff v3, on a base of either layout. */
    static ModelFolder animateDiff3(ReferenceSet set, Path base, String motionNorm) {
        return pack(set, base, "models/single_file/mm_v3.safetensors", motionNorm);
    }

    /** Writes a pack that lacks what AnimateLCM's motion modules need. */
    static ModelFolder animateLcmWithoutLora(ReferenceSet set) {
        return write("motion: " + set.path("models/single_file/animatelcm_t2v_mm.safetensors") + "\n" + common(set));
    }

    private static ModelFolder pack(ReferenceSet set, Path base, String motion, String motionNorm) {
        return write("""
                motion: %s
                motion_without_lora: true
                motion_norm: %s
                """.formatted(set.path(motion), motionNorm) + common(set, base));
    }

    /** Writes a pack with AnimateLCM-I2V's motion modules and image encoder, on a base of either layout. */
    static ModelFolder imageToVideo(ReferenceSet set, Path base) {
        return write("""
                motion: %1$s
                motion_without_lora: true
                image_encoder: %1$s
                """.formatted(set.path("models/single_file/animatelcm_i2v.ckpt")) + common(set, base));
    }

    /** Writes a pack with AnimateLCM's motion modules and a ControlNet, on a base of either layout. */
    static ModelFolder controlled(ReferenceSet set, Path base, Path controlNet, String motionNorm) {
        return write("""
                motion: %s
                motion_without_lora: true
                motion_norm: %s
                controlnets:
                  - {name: layout, path: %s}
                """.formatted(set.path("models/single_file/animatelcm_t2v_mm.safetensors"), motionNorm, controlNet)
                + common(set, base));
    }

    /** Writes a pack without motion modules, but with a ControlNet. */
    static ModelFolder controlledImages(ReferenceSet set) {
        return write(
                "controlnets:\n  - {name: layout, path: %s}\n".formatted(set.path("models/controlnet")) + common(set));
    }

    /** Writes a pack without motion modules. */
    static ModelFolder images(ReferenceSet set) {
        return images(set, "");
    }

    static ModelFolder images(ReferenceSet set, String more) {
        return write(more + common(set));
    }

    private static String common(ReferenceSet set) {
        return common(set, set.path("models/diffusers"));
    }

    /** A single file says neither norm groups nor heads, and has no tokenizer beside it. */
    private static String common(ReferenceSet set, Path base) {
        JsonNode config = set.config();
        return """
                name: %s
                base: %s
                tokenizer: %s
                loras:
                  - {name: lcm, path: %s, scale: 0}
                  - {name: style, path: %s, scale: 0}
                width: 64
                height: 64
                architecture:
                  unet_norm_groups: %s
                  unet_heads: %s
                  vae_norm_groups: %s
                  text_heads: %s
                  motion_norm_groups: %s
                  motion_heads: %s
                """.formatted(
                        NAME,
                        base,
                        set.path("models/diffusers/tokenizer"),
                        set.path("models/lora/lcm_kohya.safetensors"),
                        set.path("models/lora/style_kohya.safetensors"),
                        config.get("groups"),
                        config.get("heads"),
                        config.get("vae_groups"),
                        config.get("clip").get("heads"),
                        config.get("groups"),
                        config.get("motion_heads"));
    }

    static ModelFolder write(String yaml) {
        try {
            Path folder = Files.createTempDirectory("pack");
            Files.writeString(folder.resolve("pack.yaml"), yaml);
            return ModelFolder.ofPack(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a pack for the test", e);
        }
    }
}
