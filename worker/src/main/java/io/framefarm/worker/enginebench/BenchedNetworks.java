package io.framefarm.worker.enginebench;

import io.framefarm.worker.checkpoint.layout.Assumptions;
import io.framefarm.worker.checkpoint.layout.ClipTextConfig;
import io.framefarm.worker.checkpoint.layout.MotionConfig;
import io.framefarm.worker.checkpoint.layout.NetworkWeights;
import io.framefarm.worker.checkpoint.layout.ReadNetworks;
import io.framefarm.worker.checkpoint.layout.TaesdConfig;
import io.framefarm.worker.checkpoint.layout.UNetConfig;
import io.framefarm.worker.checkpoint.layout.VaeConfig;
import io.framefarm.worker.engine.pack.ModelPack;
import io.framefarm.worker.engine.pack.PackException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The networks of one model pack.
 *
 * @param draftDecoder of a pack that has one
 */
public record BenchedNetworks(
        NetworkWeights<ClipTextConfig> textEncoder,
        NetworkWeights<UNetConfig> unet,
        NetworkWeights<MotionConfig> motion,
        NetworkWeights<VaeConfig> vae,
        Optional<NetworkWeights<TaesdConfig>> draftDecoder) {

    /** Elements of the largest tensor of {@link #random}: the token embeddings. */
    public static final long LARGEST_TENSOR = 49_408L * 768;

    /** The networks that a pack renders with, without its LoRAs: they change weights, not the work. */
    public static BenchedNetworks of(ModelPack pack) throws IOException {
        pack.requireFiles();
        Path motion = pack.weights()
                .motion()
                .orElseThrow(() -> new PackException(
                        "pack " + pack.name() + " has no motion modules, and segments of video are what is measured"));
        Path base = pack.weights().base().path();
        Assumptions assumptions = pack.weights().assumptions();
        Optional<Path> draftDecoder = pack.weights().draftDecoder();
        return new BenchedNetworks(
                ReadNetworks.textEncoder(base, assumptions),
                ReadNetworks.unet(base, assumptions),
                ReadNetworks.motion(motion, assumptions),
                ReadNetworks.vae(pack.weights().vae(), assumptions),
                draftDecoder.isPresent()
                        ? Optional.of(ReadNetworks.taesd(draftDecoder.get(), TaesdConfig.Part.DECODER))
                        : Optional.empty());
    }

    /** Stable Diffusion 1.5 with AnimateLCM and TAESD in their real sizes, with weights of no meaning. */
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
                weights.of(new VaeConfig(3, 4, List.of(128, 256, 512, 512), 2, 32, 0.18215)),
                Optional.of(weights.of(TaesdConfig.DECODER)));
    }
}
