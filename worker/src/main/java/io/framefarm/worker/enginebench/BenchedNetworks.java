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
        return new BenchedNetworks(
                weights.of(ClipTextConfig.VIT_L_14),
                weights.of(UNetConfig.SD15),
                weights.of(MotionConfig.ANIMATE_LCM),
                weights.of(VaeConfig.SD15),
                Optional.of(weights.of(TaesdConfig.DECODER)));
    }
}
