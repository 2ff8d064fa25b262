package io.framefarm.worker.inspect;

import io.framefarm.worker.checkpoint.Tensor;
import io.framefarm.worker.checkpoint.layout.ClipTextConfig;
import io.framefarm.worker.checkpoint.layout.ControlNetConfig;
import io.framefarm.worker.checkpoint.layout.ImageEncoderConfig;
import io.framefarm.worker.checkpoint.layout.MotionConfig;
import io.framefarm.worker.checkpoint.layout.NetworkConfig;
import io.framefarm.worker.checkpoint.layout.NetworkWeights;
import io.framefarm.worker.checkpoint.layout.TaesdConfig;
import io.framefarm.worker.checkpoint.layout.UNetConfig;
import io.framefarm.worker.checkpoint.layout.VaeConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A network in one line, and the sums that its parameters have to come to. */
record NetworkFacts(String text, List<SelfCheck> checks) {
    private static final String POSITIONS = ".pos_embed.pe";

    static NetworkFacts of(NetworkWeights<? extends NetworkConfig> network) {
        long parameters = network.tensors().values().stream()
                .filter(tensor -> !tensor.name().endsWith(POSITIONS))
                .mapToLong(Tensor::elementCount)
                .sum();
        String count = String.format(Locale.ROOT, "%,d parameters", parameters) + known(network.config());
        List<SelfCheck> checks = new ArrayList<>();
        if (network.config() instanceof MotionConfig motion) {
            checks.add(sizes(motion, parameters));
        }
        return new NetworkFacts(count + ", " + dimensions(network.config()), checks);
    }

    private static String known(NetworkConfig config) {
        if (config.equals(UNetConfig.SD15) || config.equals(VaeConfig.SD15)) {
            return " as in Stable Diffusion 1.5";
        }
        if (config.equals(ClipTextConfig.VIT_L_14)) {
            return " as in CLIP ViT-L/14";
        }
        if (config.equals(ImageEncoderConfig.SD15)) {
            return " as in AnimateLCM-I2V";
        }
        if (config.equals(ControlNetConfig.SD15)) {
            return " as for Stable Diffusion 1.5";
        }
        return config instanceof MotionConfig motion ? family(motion) : "";
    }

    private static String family(MotionConfig motion) {
        if (motion.midBlock()) {
            return motion.storedPositions() == 0
                    ? " as in AnimateLCM (mid block, no stored positions)"
                    : " as in AnimateDiff v2 (mid block, stored positions)";
        }
        return motion.resnetNormOverFrames()
                ? " as in AnimateDiff v1 (no mid block, 24 positions)"
                : " as in AnimateDiff v3 (no mid block)";
    }

    private static String dimensions(NetworkConfig config) {
        if (config instanceof UNetConfig unet) {
            return "widths " + unet.widths() + ", context " + unet.contextWidth() + ", heads " + unet.heads()
                    + ", norm groups " + unet.normGroups();
        }
        if (config instanceof VaeConfig vae) {
            return "widths " + vae.widths() + ", " + vae.latentChannels() + " latent channels, norm groups "
                    + vae.normGroups();
        }
        if (config instanceof ClipTextConfig text) {
            return text.layers() + " layers of width " + text.width() + ", " + text.heads() + " heads, "
                    + text.vocabulary() + " tokens";
        }
        if (config instanceof MotionConfig motion) {
            return "widths " + motion.widths() + ", heads " + motion.heads() + ", norm groups " + motion.normGroups();
        }
        if (config instanceof ImageEncoderConfig image) {
            return "widths " + image.widths() + ", " + image.latentChannels() + " latent channels";
        }
        if (config instanceof ControlNetConfig control) {
            return dimensions(control.unet()) + ", hint widths " + control.hintWidths();
        }
        if (config instanceof TaesdConfig taesd) {
            return "width " + taesd.width() + ", " + taesd.latentChannels() + " latent channels";
        }
        return "";
    }

    /** A module of width C with one transformer block has 22C² + 21C parameters. */
    private static SelfCheck sizes(MotionConfig motion, long parameters) {
        long expected = 0;
        for (int level = 0; level < motion.levels(); level++) {
            boolean middle = motion.midBlock() && level == motion.levels() - 1;
            long modules = 2L * motion.layersPerBlock() + 1 + (middle ? 1 : 0);
            long width = motion.widths().get(level);
            expected += modules * (width * width * 22 + 21 * width);
        }
        boolean holds = expected == parameters || motion.transformerLayers() != 1;
        return new SelfCheck(
                holds,
                String.format(
                        Locale.ROOT,
                        "motion modules: 22C² + 21C parameters in each module of width C make %,d, found %,d",
                        expected,
                        parameters));
    }
}
