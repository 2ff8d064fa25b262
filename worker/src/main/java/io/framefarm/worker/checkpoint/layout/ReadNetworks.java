package io.framefarm.worker.checkpoint.layout;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/**
 * Reads one network from wherever people keep it: an LDM single file, a diffusers folder (of the whole model or of the
 * one network), or a file of the network alone. Tensors are mapped, not read.
 */
public final class ReadNetworks {
    private ReadNetworks() {}

    public static NetworkWeights<UNetConfig> unet(Path model, Assumptions assumptions) throws IOException {
        return ReadUNet.read(Component.open(model, folderName(NetworkKind.UNET)), assumptions);
    }

    public static NetworkWeights<VaeConfig> vae(Path model, Assumptions assumptions) throws IOException {
        return ReadVae.read(Component.open(model, folderName(NetworkKind.VAE)), assumptions);
    }

    public static NetworkWeights<ClipTextConfig> textEncoder(Path model, Assumptions assumptions) throws IOException {
        return ReadClipText.read(Component.open(model, folderName(NetworkKind.TEXT_ENCODER)), assumptions);
    }

    /** Motion modules of AnimateDiff or AnimateLCM, as the authors publish them or as a diffusers motion adapter. */
    public static NetworkWeights<MotionConfig> motion(Path model, Assumptions assumptions) throws IOException {
        return ReadMotion.read(Component.open(model, folderName(NetworkKind.MOTION_MODULES)), assumptions);
    }

    /** A ControlNet, as its authors publish it or as diffusers does. */
    public static NetworkWeights<ControlNetConfig> controlNet(Path model, Assumptions assumptions) throws IOException {
        return ReadControlNet.read(Component.open(model, folderName(NetworkKind.CONTROLNET)), assumptions);
    }

    /** The image encoder of AnimateLCM-I2V, which lies beside its motion modules. */
    public static NetworkWeights<ImageEncoderConfig> imageEncoder(Path model) throws IOException {
        return ReadImageEncoder.read(Component.open(model, folderName(NetworkKind.IMAGE_ENCODER)));
    }

    public static NetworkWeights<TaesdConfig> taesd(Path model, TaesdConfig.Part part) throws IOException {
        return ReadTaesd.read(Component.open(model, folderName(NetworkKind.VAE)), part);
    }

    /** Reads a network of a kind that {@link #find} found. */
    public static NetworkWeights<? extends NetworkConfig> read(Path model, NetworkKind kind, Assumptions assumptions)
            throws IOException {
        return switch (kind) {
            case UNET -> unet(model, assumptions);
            case VAE -> vae(model, assumptions);
            case TEXT_ENCODER -> textEncoder(model, assumptions);
            case MOTION_MODULES -> motion(model, assumptions);
            case IMAGE_ENCODER -> imageEncoder(model);
            case CONTROLNET -> controlNet(model, assumptions);
            case TAESD_ENCODER -> taesd(model, TaesdConfig.Part.ENCODER);
            case TAESD_DECODER -> taesd(model, TaesdConfig.Part.DECODER);
        };
    }

    /** The networks that seem to be in a file or folder; reading them may still find that they are damaged. */
    public static Set<NetworkKind> find(Path model) throws IOException {
        Set<NetworkKind> kinds = EnumSet.noneOf(NetworkKind.class);
        for (NetworkKind kind : NetworkKind.values()) {
            if (Component.isPresent(model, folderName(kind)) && isIn(Component.open(model, folderName(kind)), kind)) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    private static boolean isIn(Component component, NetworkKind kind) {
        return switch (kind) {
            case UNET -> ReadUNet.isIn(component);
            case VAE -> ReadVae.isIn(component);
            case TEXT_ENCODER -> ReadClipText.isIn(component);
            case MOTION_MODULES -> ReadMotion.isIn(component);
            case IMAGE_ENCODER -> ReadImageEncoder.isIn(component);
            case CONTROLNET -> ReadControlNet.isIn(component);
            case TAESD_ENCODER -> ReadTaesd.isIn(component, TaesdConfig.Part.ENCODER);
            case TAESD_DECODER -> ReadTaesd.isIn(component, TaesdConfig.Part.DECODER);
        };
    }

    private static String folderName(NetworkKind kind) {
        return switch (kind) {
            case UNET -> "unet";
            case VAE, TAESD_ENCODER, TAESD_DECODER -> "vae";
            case TEXT_ENCODER -> "text_encoder";
            case MOTION_MODULES, IMAGE_ENCODER -> "motion_adapter";
            case CONTROLNET -> "controlnet";
        };
    }
}
