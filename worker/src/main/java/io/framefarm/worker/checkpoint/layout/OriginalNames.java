package io.framefarm.worker.checkpoint.layout;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What the authors of each network call its tensors, inside the network (a single file adds {@link #singleFilePrefix}). */
public final class OriginalNames {
    private OriginalNames() {}

    /** Canonical name to original name, for every tensor of the network that the original has. */
    public static Map<String, String> of(NetworkConfig network) {
        UnaryOperator<String> original = translation(network);
        Map<String, String> names = new LinkedHashMap<>();
        network.tensorShapes().keySet().forEach(name -> names.put(name, original.apply(name)));
        return names;
    }

    private static UnaryOperator<String> translation(NetworkConfig network) {
        if (network instanceof UNetConfig unet) {
            return LdmNames.unet(unet.layersPerBlock(), unet.attention())::original;
        }
        if (network instanceof VaeConfig vae) {
            return LdmNames.vae(vae.levels(), vae.layersPerBlock())::original;
        }
        if (network instanceof MotionConfig) {
            return MotionNames::original;
        }
        return UnaryOperator.identity();
    }

    /** What an LDM single file puts before the names of a network; motion modules have files of their own. */
    public static String singleFilePrefix(NetworkConfig network) {
        if (network instanceof UNetConfig) {
            return "model.diffusion_model.";
        }
        if (network instanceof VaeConfig) {
            return "first_stage_model.";
        }
        return network instanceof ClipTextConfig ? "cond_stage_model.transformer." : "";
    }
}
