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
        return pack(set, "models/single_file/animatelcm_t2v_mm.safetensors", motionNorm);
    }

    /** Writes a pack with the motion modules of AnimateDiff v3. */
    static ModelFolder animateDiff3(ReferenceSet set, String motionNorm) {
        return pack(set, "models/single_file/mm_v3.safetensors", motionNorm);
    }

    /** Writes a pack that lacks what AnimateLCM's motion modules need. */
    static ModelFolder animateLcmWithoutLora(ReferenceSet set) {
        return write("motion: " + set.path("models/single_file/animatelcm_t2v_mm.safetensors") + "\n" + common(set));
    }

    private static ModelFolder pack(ReferenceSet set, String motion, String motionNorm) {
        return write("""
                motion: %s
                motion_without_lora: true
                motion_norm: %s
                """.formatted(set.path(motion), motionNorm) + common(set));
    }

    /** Writes a pack without motion modules. */
    static ModelFolder images(ReferenceSet set) {
        return images(set, "");
    }

    static ModelFolder images(ReferenceSet set, String more) {
        return write(more + common(set));
    }

    private static String common(ReferenceSet set) {
        JsonNode config = set.config();
        return """
                name: %s
                base: %s
                loras:
                  - {name: lcm, path: %s, scale: 0}
                  - {name: style, path: %s, scale: 0}
                width: 64
                height: 64
                architecture:
                  motion_norm_groups: %s
                  motion_heads: %s
                """.formatted(
                        NAME,
                        set.path("models/diffusers"),
                        set.path("models/lora/lcm_kohya.safetensors"),
                        set.path("models/lora/style_kohya.safetensors"),
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
