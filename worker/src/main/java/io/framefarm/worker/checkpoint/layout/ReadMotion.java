package io.framefarm.worker.checkpoint.layout;

import io.framefarm.worker.checkpoint.CheckpointException;
import io.framefarm.worker.checkpoint.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds motion modules in a file and tells their architecture. */
final class ReadMotion {
    private static final Pattern PREFIXES = Pattern.compile("(state_dict\\.|module\\.|unet\\.)*");
    private static final String ORIGINAL_PROBE = "down_blocks.0.motion_modules.0.temporal_transformer.norm.weight";
    private static final String PROBE = "down_blocks.0.motion_modules.0.norm.weight";
    /** What else the authors' files may hold: the image encoder of AnimateLCM-I2V, and training settings. */
    private static final Pattern NOT_MOTION = Pattern.compile("(img_encoder|animatediff_config)(\\..*)?");

    private ReadMotion() {}

    static boolean isIn(Component component) {
        return component
                .beside(ORIGINAL_PROBE, PREFIXES)
                .or(() -> component.beside(PROBE, PREFIXES))
                .isPresent();
    }

    static NetworkWeights<MotionConfig> read(Component component, Assumptions assumptions) {
        Map<String, Tensor> stored = component
                .beside(ORIGINAL_PROBE, PREFIXES)
                .or(() -> component.beside(PROBE, PREFIXES))
                .orElseThrow(() -> component.notFound("motion modules", ORIGINAL_PROBE, PROBE));
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        stored.forEach((name, tensor) -> {
            if (!NOT_MOTION.matcher(name).matches()) {
                put(component, tensors, MotionNames.canonical(name), tensor);
            }
        });
        MotionConfig config = config(new Probe(component.file(), tensors), component.config(), assumptions);
        component.config().expectWidths(config.widths());
        return ExactTensors.check("motion modules", component.file(), config, tensors);
    }

    /** Both attentions of an original block store the same position encoding; canonically there is one. */
    private static void put(Component component, Map<String, Tensor> tensors, String name, Tensor tensor) {
        @Nullable Tensor previous = tensors.putIfAbsent(name, tensor);
        if (previous != null
                && !(previous.type() == tensor.type() && previous.bytes().equals(tensor.bytes()))) {
            throw new CheckpointException(component.file() + ": tensors " + previous.name() + " and " + tensor.name()
                    + " should be the same position encoding, but differ");
        }
    }

    private static MotionConfig config(Probe probe, ComponentJson json, Assumptions assumptions) {
        String first = "down_blocks.0.motion_modules.0.transformer_blocks.";
        String positions = first + "0.pos_embed.pe";
        return new MotionConfig(
                probe.widths(i -> "down_blocks." + i + ".motion_modules.0.norm.weight"),
                probe.count(i -> "down_blocks.0.motion_modules." + i + ".norm.weight"),
                probe.has("mid_block.motion_modules.0.norm.weight"),
                probe.count(i -> first + i + ".norm1.weight"),
                json.integer("motion_num_attention_heads", assumptions.motionHeads()),
                json.integer("motion_norm_num_groups", assumptions.motionNormGroups()),
                probe.has(positions) ? probe.dimension(positions, 1) : 0);
    }
}
