package io.framefarm.worker.checkpoint.layout;

import io.framefarm.worker.checkpoint.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds the image encoder that the authors of AnimateLCM-I2V keep beside its motion modules. */
final class ReadImageEncoder {
    private static final Pattern PREFIXES = Pattern.compile("(state_dict\\.|module\\.|unet\\.)*img_encoder\\.");
    private static final String PROBE = "body.0.block1.weight";

    private ReadImageEncoder() {}

    static boolean isIn(Component component) {
        return component.beside(PROBE, PREFIXES).isPresent();
    }

    static NetworkWeights<ImageEncoderConfig> read(Component component) {
        Map<String, Tensor> tensors = component
                .beside(PROBE, PREFIXES)
                .orElseThrow(() -> component.notFound("image encoder", "img_encoder." + PROBE));
        ImageEncoderConfig config = config(new Probe(component.file(), tensors));
        return ExactTensors.check("image encoder", component.file(), config, tensors);
    }

    /** The tensors do not tell where a level ends that the next one equals in width; all published ones have two blocks. */
    private static ImageEncoderConfig config(Probe probe) {
        int perLevel = ImageEncoderConfig.SD15.blocksPerLevel();
        int blocks = probe.count(i -> "body." + i + ".block1.weight");
        List<Integer> widths = new ArrayList<>();
        for (int level = 0; level * perLevel < blocks; level++) {
            widths.add(probe.dimension("body." + level * perLevel + ".block1.weight", 0));
        }
        return new ImageEncoderConfig(probe.dimension("conv_in.weight", 1), widths, perLevel);
    }
}
