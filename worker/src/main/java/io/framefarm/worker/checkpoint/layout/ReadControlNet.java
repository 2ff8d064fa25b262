package io.framefarm.worker.checkpoint.layout;

import io.framefarm.worker.checkpoint.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds a ControlNet in a file, as its authors or diffusers name its tensors, and tells its architecture. */
final class ReadControlNet {
    private static final Pattern PREFIXES = Pattern.compile("(state_dict\\.|module\\.|control_model\\.)*");
    private static final String LDM_PROBE = "input_hint_block.0.weight";
    private static final String PROBE = "controlnet_cond_embedding.conv_in.weight";

    private ReadControlNet() {}

    static boolean isIn(Component component) {
        return component
                .beside(LDM_PROBE, PREFIXES)
                .or(() -> component.beside(PROBE, PREFIXES))
                .isPresent();
    }

    static NetworkWeights<ControlNetConfig> read(Component component, Assumptions assumptions) {
        Map<String, Tensor> tensors = canonical(component);
        Probe probe = new Probe(component.file(), tensors);
        ControlNetConfig config = new ControlNetConfig(
                ReadUNet.wayDown(probe, component.config(), assumptions), probe.dimension(PROBE, 1), hintWidths(probe));
        component.config().expectWidths(config.unet().widths());
        return ExactTensors.check("ControlNet", component.file(), config, tensors);
    }

    private static Map<String, Tensor> canonical(Component component) {
        Optional<Map<String, Tensor>> ldm = component.beside(LDM_PROBE, PREFIXES);
        if (ldm.isPresent()) {
            Probe probe = new Probe(component.file(), ldm.get());
            int hintLayers = probe.count(i -> "input_hint_block." + 2 * i + ".weight");
            return LdmNames.controlNet(ReadUNet.ldmLayers(probe), ReadUNet.ldmAttention(probe), hintLayers)
                    .canonical(ldm.get());
        }
        return component.beside(PROBE, PREFIXES).orElseThrow(() -> component.notFound("ControlNet", LDM_PROBE, PROBE));
    }

    private static List<Integer> hintWidths(Probe probe) {
        List<Integer> widths = new ArrayList<>();
        widths.add(probe.dimension(PROBE, 0));
        int halvings = probe.count(i -> "controlnet_cond_embedding.blocks." + i + ".weight") / 2;
        for (int i = 0; i < halvings; i++) {
            widths.add(probe.dimension("controlnet_cond_embedding.blocks." + (2 * i + 1) + ".weight", 0));
        }
        return widths;
    }
}
