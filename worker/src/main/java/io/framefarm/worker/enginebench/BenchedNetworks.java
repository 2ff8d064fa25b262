package io.framefarm.worker.enginebench;

import io.framefarm.worker.checkpoint.layout.ClipTextConfig;
import io.framefarm.worker.checkpoint.layout.MotionConfig;
import io.framefarm.worker.checkpoint.layout.NetworkWeights;
import io.framefarm.worker.checkpoint.layout.UNetConfig;
import io.framefarm.worker.checkpoint.layout.VaeConfig;
import java.util.List;

/** The networks of one model pack. */
public record BenchedNetworks(
        NetworkWeights<ClipTextConfig> textEncoder,
        NetworkWeights<UNetConfig> unet,
        NetworkWeights<MotionConfig> motion,
        NetworkWeights<VaeConfig> vae) {

    /** Stable Diffusion 1.5 with AnimateLCM in their real sizes, with weights of no meaning. */
    public static BenchedNetworks random(RandomWeights weights) {
        List<Integer> widths = List.of(320, 640, 1280, 1280);
        return new BenchedNetworks(
                weights.of(
                        new ClipTextConfig(49_408, 77, 768, 3072, 12, 12, ClipTextConfig.Activation.QUICK_GELU, 1e-5)),
                weights.of(new UNetConfig(
                        4,
                        4,
                        widths,
                        List.of(true, true, true, false),
                        List.of(8, 8, 8, 8),
                        2,
                        1,
                        1280,
                        768,
                        32,
                        false)),
                weights.of(new MotionConfig(widths, 2, true, 1, 8, 32, 0)),
                weights.of(new VaeConfig(3, 4, List.of(128, 256, 512, 512), 2, 32, 0.18215)));
    }
}
