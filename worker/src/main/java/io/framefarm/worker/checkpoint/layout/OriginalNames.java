package io.framefarm.worker.checkpoint.layout;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** What the authors of each network call its tensors, inside the network (a single file adds {@link #singleFilePrefix}). */
public final class OriginalNames {
    /** Linear layers that the authors wrote as 1x1 convolutions. */
    private static final Pattern VAE_ATTENTION = Pattern.compile("\\.mid\\.attn_1\\.(q|k|v|proj_out)\\.weight$");

    private static final String FIRST_POSITIONS = "attention_blocks.0.pos_encoder.pe";
    private static final String SECOND_POSITIONS = "attention_blocks.1.pos_encoder.pe";

    private OriginalNames() {}

    /** Canonical name to original name, for every tensor of the network that the original has. */
    public static Map<String, String> of(NetworkConfig network) {
        UnaryOperator<String> original = translation(network);
        Map<String, String> names = new LinkedHashMap<>();
        network.tensorShapes().keySet().forEach(name -> names.put(name, original.apply(name)));
        return names;
    }

    /** Every tensor that a file in the authors' layout has: original name, with the single file's prefix, to shape. */
    public static Map<String, List<Long>> tensorShapes(NetworkConfig network) {
        UnaryOperator<String> original = translation(network);
        String prefix = singleFilePrefix(network);
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        network.tensorShapes().forEach((canonical, shape) -> {
            String name = prefix + original.apply(canonical);
            boolean convolution = VAE_ATTENTION.matcher(name).find();
            shapes.put(name, convolution ? List.of(shape.get(0), shape.get(1), 1L, 1L) : shape);
            if (name.endsWith(FIRST_POSITIONS)) {
                shapes.put(name.replace(FIRST_POSITIONS, SECOND_POSITIONS), shape);
            }
        });
        return shapes;
    }

    private static UnaryOperator<String> translation(NetworkConfig network) {
        if (network instanceof UNetConfig unet) {
            return LdmNames.unet(unet.layersPerBlock(), unet.attention())::original;
        }
        if (network instanceof ControlNetConfig control) {
            UNetConfig unet = control.unet();
            int hintLayers = 2 * control.hintWidths().size();
            return LdmNames.controlNet(unet.layersPerBlock(), unet.attention(), hintLayers)::original;
        }
        if (network instanceof VaeConfig vae) {
            return LdmNames.vae(vae.levels(), vae.layersPerBlock())::original;
        }
        if (network instanceof MotionConfig) {
            return MotionNames::original;
        }
        if (network instanceof TaesdConfig taesd) {
            return name -> ReadTaesd.original(name, taesd.part());
        }
        return UnaryOperator.identity();
    }

    /** What the authors' files put before the names of a network; motion modules have files of their own. */
    public static String singleFilePrefix(NetworkConfig network) {
        if (network instanceof UNetConfig) {
            return "model.diffusion_model.";
        }
        if (network instanceof VaeConfig) {
            return "first_stage_model.";
        }
        if (network instanceof ControlNetConfig) {
            return "control_model.";
        }
        if (network instanceof ImageEncoderConfig) {
            return "img_encoder.";
        }
        return network instanceof ClipTextConfig ? "cond_stage_model.transformer." : "";
    }
}
