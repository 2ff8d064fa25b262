package io.framefarm.worker.engine.pack;

import io.framefarm.worker.checkpoint.layout.Assumptions;
import io.framefarm.worker.network.unet.MotionNorm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files that a model's networks are made of.
 *
 * @param base single file or diffusers folder with UNet, VAE and text encoder
 * @param vaeOverride instead of the base's VAE
 * @param draftDecoderFile with TAESD's decoder; none in a model that has no drafts
 * @param motionModules none in an image model
 * @param motionWithoutLora whether AnimateLCM's modules may run without a LoRA
 * @param motionNorm how the motion modules' group norm takes its statistics
 * @param tokenizerFolder with vocab.json and merges.txt; an address is that of the folder
 * @param clipSkip how many of the text encoder's last layers are left out
 * @param assumptions what the files do not say of the architecture
 */
public record PackWeights(
        PackFile base,
        @Nullable PackFile vaeOverride,
        @Nullable PackFile draftDecoderFile,
        @Nullable PackFile motionModules,
        boolean motionWithoutLora,
        MotionNorm motionNorm,
        PackFile tokenizerFolder,
        int clipSkip,
        Assumptions assumptions) {

    /** The file or folder that has the VAE. */
    public Path vae() {
        return vaeOverride == null ? base.path() : vaeOverride.path();
    }

    /** The file or folder that has the decoder for drafts. */
    public Optional<Path> draftDecoder() {
        return Optional.ofNullable(draftDecoderFile).map(PackFile::path);
    }

    public Optional<Path> motion() {
        return Optional.ofNullable(motionModules).map(PackFile::path);
    }

    /** The folder with vocab.json and merges.txt. */
    public Path tokenizer() {
        return tokenizerFolder.path();
    }

    /** All but the decoder for drafts, which a recipe has to ask for. */
    List<PackFile> alwaysUsed() {
        List<PackFile> files = new ArrayList<>(List.of(base));
        for (String name : List.of("vocab.json", "merges.txt")) {
            files.add(tokenizerFolder.child(name));
        }
        if (vaeOverride != null) {
            files.add(vaeOverride);
        }
        if (motionModules != null) {
            files.add(motionModules);
        }
        return files;
    }

    List<PackFile> files() {
        List<PackFile> files = alwaysUsed();
        if (draftDecoderFile != null) {
            files.add(draftDecoderFile);
        }
        return files;
    }
}
