package io.framefarm.worker.engine;

import io.framefarm.worker.checkpoint.layout.Assumptions;
import io.framefarm.worker.checkpoint.layout.ClipTextConfig;
import io.framefarm.worker.checkpoint.layout.MotionConfig;
import io.framefarm.worker.checkpoint.layout.NetworkConfig;
import io.framefarm.worker.checkpoint.layout.NetworkWeights;
import io.framefarm.worker.checkpoint.layout.ReadNetworks;
import io.framefarm.worker.checkpoint.layout.TaesdConfig;
import io.framefarm.worker.checkpoint.layout.UNetConfig;
import io.framefarm.worker.checkpoint.layout.VaeConfig;
import io.framefarm.worker.engine.pack.ModelPack;
import io.framefarm.worker.engine.pack.PackException;
import io.framefarm.worker.text.ClipTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A pack whose files have been read as far as their headers: the weights are mapped, nothing is copied. */
record OpenPack(
        ModelPack pack,
        NetworkWeights<ClipTextConfig> textEncoder,
        NetworkWeights<UNetConfig> unet,
        @Nullable NetworkWeights<MotionConfig> motionModules,
        NetworkWeights<VaeConfig> vae,
        @Nullable NetworkWeights<TaesdConfig> draftDecoder,
        GuideNetworks guides,
        ClipTokenizer tokenizer,
        LearnedTokens learned) {

    static OpenPack open(ModelPack pack) {
        pack.requireFiles();
        try {
            Path base = pack.weights().base().path();
            Assumptions assumptions = pack.weights().assumptions();
            NetworkWeights<ClipTextConfig> textEncoder = ReadNetworks.textEncoder(base, assumptions);
            NetworkWeights<MotionConfig> motion = null;
            if (pack.weights().motion().isPresent()) {
                motion = ReadNetworks.motion(pack.weights().motion().get(), assumptions);
                requireLora(pack, motion.config());
            }
            NetworkWeights<UNetConfig> unet = ReadNetworks.unet(base, assumptions);
            NetworkWeights<VaeConfig> vae = ReadNetworks.vae(pack.weights().vae(), assumptions);
            NetworkWeights<TaesdConfig> draftDecoder = null;
            if (pack.weights().draftDecoder().isPresent()) {
                draftDecoder = ReadNetworks.taesd(pack.weights().draftDecoder().get(), TaesdConfig.Part.DECODER);
                requireFit(pack, draftDecoder.config(), vae.config());
            }
            return new OpenPack(
                    pack,
                    textEncoder,
                    unet,
                    motion,
                    vae,
                    draftDecoder,
                    GuideNetworks.open(pack, unet.config()),
                    ClipTokenizer.read(pack.weights().tokenizer()),
                    LearnedTokens.read(
                            pack.embeddings(),
                            textEncoder.config().vocabulary(),
                            textEncoder.config().width()));
        } catch (IOException e) {
            throw new PackException("pack " + pack.name() + " cannot be read: " + e.getMessage(), e);
        }
    }

    Optional<NetworkWeights<MotionConfig>> motion() {
        return Optional.ofNullable(motionModules);
    }

    NetworkWeights<TaesdConfig> requireDraftDecoder() {
        if (draftDecoder == null) {
            throw new RenderException(
                    Fault.USER,
                    "NO_DRAFT_DECODER",
                    "draft: pack " + pack.name()
                            + " has no draft decoder, so its frames cannot be drafts (allowed: false)");
        }
        return draftDecoder;
    }

    /** All that LoRAs may be for. */
    List<NetworkConfig> adaptable() {
        List<NetworkConfig> configs = new ArrayList<>(List.of(unet.config(), textEncoder.config()));
        motion().ifPresent(motion -> configs.add(motion.config()));
        return configs;
    }

    /** How many frames the motion modules know positions for. */
    int maxFrames() {
        return motion().map(motion -> motion.config().storedPositions())
                .filter(positions -> positions > 0)
                .orElse(Integer.MAX_VALUE);
    }

    private static void requireFit(ModelPack pack, TaesdConfig decoder, VaeConfig vae) {
        if (!decoder.fits(vae)) {
            throw new PackException("pack " + pack.name() + ": draft_decoder has " + decoder.latentChannels()
                    + " latent channels and " + decoder.imageChannels() + " colours, but the VAE has "
                    + vae.latentChannels() + " and " + vae.imageChannels());
        }
    }

    /** AnimateLCM's motion modules, the only ones published without positions, give garbage without their LoRA. */
    private static void requireLora(ModelPack pack, MotionConfig motion) {
        boolean animateLcm = motion.storedPositions() == 0;
        boolean hasLora = pack.loras().stream().anyMatch(lora -> lora.scale() != 0);
        if (animateLcm && !hasLora && !pack.weights().motionWithoutLora()) {
            throw new PackException("pack " + pack.name() + ": the motion modules in "
                    + pack.weights().motion().map(Path::getFileName).orElseThrow()
                    + " are AnimateLCM's, which need AnimateLCM's LoRA: name it under loras,"
                    + " or say motion_without_lora: true");
        }
    }
}
