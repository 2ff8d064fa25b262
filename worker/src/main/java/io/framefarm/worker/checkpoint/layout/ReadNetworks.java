package io.framefarm.worker.checkpoint.layout;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads one network from wherever people keep it: an LDM single file, a diffusers folder (of the whole model or of the
 * one network), or a file of the network alone. Tensors are mapped, not read.
 */
public final class ReadNetworks {
    private ReadNetworks() {}

    public static NetworkWeights<UNetConfig> unet(Path model, Assumptions assumptions) throws IOException {
        return ReadUNet.read(Component.open(model, "unet"), assumptions);
    }

    public static NetworkWeights<VaeConfig> vae(Path model, Assumptions assumptions) throws IOException {
        return ReadVae.read(Component.open(model, "vae"), assumptions);
    }

    public static NetworkWeights<ClipTextConfig> textEncoder(Path model, Assumptions assumptions) throws IOException {
        return ReadClipText.read(Component.open(model, "text_encoder"), assumptions);
    }

    /** Motion modules of AnimateDiff or AnimateLCM, as the authors publish them or as a diffusers motion adapter. */
    public static NetworkWeights<MotionConfig> motion(Path model, Assumptions assumptions) throws IOException {
        return ReadMotion.read(Component.open(model, "motion_adapter"), assumptions);
    }

    public static NetworkWeights<TaesdConfig> taesd(Path model, TaesdConfig.Part part) throws IOException {
        return ReadTaesd.read(Component.open(model, "vae"), part);
    }
}
