package io.framefarm.worker.checkpoint.layout;

import io.framefarm.worker.checkpoint.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the autoencoder in a file and tells its architecture. */
final class ReadVae {
    private static final Pattern PREFIXES = Pattern.compile("(state_dict\\.|module\\.|first_stage_model\\.|vae\\.)*");
    private static final Pattern PARTS = Pattern.compile("(encoder|decoder|quant_conv|post_quant_conv)\\..*");
    private static final String LDM_PROBE = "decoder.mid.block_1.norm1.weight";
    private static final String PROBE = "decoder.mid_block.resnets.0.norm1.weight";

    private ReadVae() {}

    static boolean isIn(Component component) {
        return component
                .beside(LDM_PROBE, PREFIXES)
                .or(() -> component.beside(PROBE, PREFIXES))
                .isPresent();
    }

    static NetworkWeights<VaeConfig> read(Component component, Assumptions assumptions) {
        Map<String, Tensor> tensors = canonical(component);
        VaeConfig config = config(new Probe(component.file(), tensors), component.config(), assumptions);
        component.config().expectWidths(config.widths());
        return ExactTensors.check("VAE", component.file(), config, tensors);
    }

    private static Map<String, Tensor> canonical(Component component) {
        Optional<Map<String, Tensor>> ldm =
                component.beside(LDM_PROBE, PREFIXES).map(ReadVae::partsOnly);
        if (ldm.isPresent()) {
            Probe probe = new Probe(component.file(), ldm.get());
            int levels = probe.count(i -> "encoder.down." + i + ".block.0.norm1.weight");
            int layers = probe.count(i -> "encoder.down.0.block." + i + ".norm1.weight");
            return LdmNames.vae(levels, layers).canonical(ldm.get());
        }
        return component
                .beside(PROBE, PREFIXES)
                .map(tensors -> deprecatedNames().canonical(tensors))
                .orElseThrow(() -> component.notFound("VAE", LDM_PROBE, PROBE));
    }

    /** Files of the autoencoder alone may hold its training loss too. */
    private static Map<String, Tensor> partsOnly(Map<String, Tensor> tensors) {
        Map<String, Tensor> parts = new LinkedHashMap<>(tensors);
        parts.keySet().removeIf(name -> !PARTS.matcher(name).matches());
        return parts;
    }

    /** What diffusers called the attention's layers until version 0.16, and older repositories still do. */
    private static Renames deprecatedNames() {
        Renames names = new Renames();
        for (String half : List.of("encoder", "decoder")) {
            String attention = half + ".mid_block.attentions.0";
            names.add(attention + ".query", attention + ".to_q");
            names.add(attention + ".key", attention + ".to_k");
            names.add(attention + ".value", attention + ".to_v");
            names.add(attention + ".proj_attn", attention + ".to_out.0");
        }
        return names;
    }

    private static VaeConfig config(Probe probe, ComponentJson json, Assumptions assumptions) {
        return new VaeConfig(
                probe.dimension("encoder.conv_in.weight", 1),
                probe.dimension("decoder.conv_in.weight", 1),
                probe.widths(i -> "encoder.down_blocks." + i + ".resnets.0.conv1.weight"),
                probe.count(i -> "encoder.down_blocks.0.resnets." + i + ".conv1.weight"),
                json.integer("norm_num_groups", assumptions.vaeNormGroups()),
                json.number("scaling_factor", assumptions.vaeScalingFactor()));
    }
}
