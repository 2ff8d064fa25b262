package io.framefarm.worker.checkpoint.layout;

import io.framefarm.worker.checkpoint.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the image UNet in a file and tells its architecture. */
final class ReadUNet {
    private static final Pattern PREFIXES =
            Pattern.compile("(state_dict\\.|module\\.|model\\.diffusion_model\\.|unet\\.)*");
    private static final String LDM_PROBE = "input_blocks.0.0.weight";
    private static final String PROBE = "conv_in.weight";

    private ReadUNet() {}

    static boolean isIn(Component component) {
        return component.beside(LDM_PROBE, PREFIXES).filter(ReadUNet::isLdmUNet).isPresent()
                || component.beside(PROBE, PREFIXES).filter(ReadUNet::isUNet).isPresent();
    }

    static NetworkWeights<UNetConfig> read(Component component, Assumptions assumptions) {
        Map<String, Tensor> tensors = canonical(component);
        UNetConfig config = config(new Probe(component.file(), tensors), component.config(), assumptions);
        component.config().expectWidths(config.widths());
        return ExactTensors.check("UNet", component.file(), config, tensors);
    }

    private static Map<String, Tensor> canonical(Component component) {
        Optional<Map<String, Tensor>> ldm = component.beside(LDM_PROBE, PREFIXES);
        if (ldm.isPresent()) {
            return ldmNames(new Probe(component.file(), ldm.get())).canonical(ldm.get());
        }
        return component.beside(PROBE, PREFIXES).orElseThrow(() -> component.notFound("UNet", LDM_PROBE, PROBE));
    }

    /** A ControlNet has the same way down, but none up. */
    private static boolean isLdmUNet(Map<String, Tensor> tensors) {
        return tensors.containsKey("output_blocks.0.0.in_layers.0.weight");
    }

    /** Other networks have a layer conv_in, too. */
    private static boolean isUNet(Map<String, Tensor> tensors) {
        return tensors.containsKey("conv_out.weight") && tensors.containsKey("time_embedding.linear_1.weight");
    }

    private static Renames ldmNames(Probe ldm) {
        return LdmNames.unet(ldmLayers(ldm), ldmAttention(ldm));
    }

    /** In LDM numbering the first downsampler tells where the first level ends. */
    static int ldmLayers(Probe ldm) {
        int firstResampler = 1;
        while (ldm.has("input_blocks." + firstResampler + ".0.in_layers.0.weight")) {
            firstResampler++;
        }
        return firstResampler - 1;
    }

    /** The count of downsamplers tells how many levels there are. */
    static List<Boolean> ldmAttention(Probe ldm) {
        int period = ldmLayers(ldm) + 1;
        int levels = 1 + ldm.count(i -> "input_blocks." + (i + 1) * period + ".0.op.weight");
        List<Boolean> attention = new ArrayList<>();
        for (int level = 0; level < levels; level++) {
            attention.add(ldm.has("input_blocks." + (1 + level * period) + ".1.norm.weight"));
        }
        return attention;
    }

    private static UNetConfig config(Probe probe, ComponentJson json, Assumptions assumptions) {
        return wayDown(probe, json, assumptions).withOutChannels(probe.dimension("conv_out.weight", 0));
    }

    /** The architecture as the way down tells it; nothing there says what comes out. */
    static UNetConfig wayDown(Probe probe, ComponentJson json, Assumptions assumptions) {
        List<Integer> widths = probe.widths(i -> "down_blocks." + i + ".resnets.0.conv1.weight");
        List<Boolean> attention = new ArrayList<>();
        for (int level = 0; level < widths.size(); level++) {
            attention.add(probe.has("down_blocks." + level + ".attentions.0.norm.weight"));
        }
        // diffusers calls the number of heads attention_head_dim, unless num_attention_heads is given.
        String headsField = json.has("num_attention_heads") ? "num_attention_heads" : "attention_head_dim";
        String middle = "mid_block.attentions.0";
        return new UNetConfig(
                probe.dimension("conv_in.weight", 1),
                probe.dimension("conv_in.weight", 1),
                widths,
                attention,
                json.perLevel(headsField, widths.size(), assumptions.unetHeads()),
                probe.count(i -> "down_blocks.0.resnets." + i + ".conv1.weight"),
                probe.count(i -> middle + ".transformer_blocks." + i + ".norm1.weight"),
                probe.dimension("time_embedding.linear_1.weight", 0),
                probe.dimension(middle + ".transformer_blocks.0.attn2.to_k.weight", 1),
                json.integer("norm_num_groups", assumptions.unetNormGroups()),
                probe.rank(middle + ".proj_in.weight") == 2);
    }
}
