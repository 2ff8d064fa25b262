package io.framefarm.worker.inspect;

import io.framefarm.worker.checkpoint.Checkpoint;
import io.framefarm.worker.checkpoint.CheckpointException;
import io.framefarm.worker.checkpoint.layout.Assumptions;
import io.framefarm.worker.checkpoint.layout.NetworkConfig;
import io.framefarm.worker.checkpoint.layout.NetworkKind;
import io.framefarm.worker.checkpoint.layout.NetworkWeights;
import io.framefarm.worker.checkpoint.layout.ReadNetworks;
import io.framefarm.worker.checkpoint.layout.TaesdConfig;
import io.framefarm.worker.checkpoint.layout.VaeConfig;
import io.framefarm.worker.engine.pack.ModelPack;
import io.framefarm.worker.engine.pack.PackControlNet;
import io.framefarm.worker.engine.pack.PackEmbedding;
import io.framefarm.worker.engine.pack.PackFile;
import io.framefarm.worker.engine.pack.PackLora;
import io.framefarm.worker.lora.LoraFactors;
import io.framefarm.worker.lora.LoraMerge;
import io.framefarm.worker.lora.ScaledLora;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks that all files of a pack are there, are the ones that were meant, and fit together. */
public final class VerifyPack {
    private final ModelPack pack;
    private final List<SelfCheck> checks = new ArrayList<>();
    private final List<NetworkConfig> networks = new ArrayList<>();

    private VerifyPack(ModelPack pack) {
        this.pack = pack;
    }

    /** Returns what was checked, in the order of the pack; never stops at the first fault. */
    public static List<SelfCheck> verify(ModelPack pack) throws IOException {
        VerifyPack verify = new VerifyPack(pack);
        verify.files();
        verify.networks();
        verify.adapters();
        return List.copyOf(verify.checks);
    }

    private void files() throws IOException {
        for (PackFile file : pack.files()) {
            Path path = file.path();
            Optional<String> sha256 = file.sha256();
            if (!Files.exists(path)) {
                checks.add(new SelfCheck(false, path + " is missing"));
            } else if (sha256.isPresent() && Files.isRegularFile(path)) {
                String found = Sha256.of(path);
                boolean same = found.equals(sha256.get());
                checks.add(new SelfCheck(
                        same, path + " has the SHA-256 " + found + (same ? "" : ", not " + sha256.get())));
            } else {
                checks.add(new SelfCheck(true, path + " is there"));
            }
        }
    }

    private void networks() throws IOException {
        Path base = pack.weights().base().path();
        network(base, NetworkKind.UNET);
        network(base, NetworkKind.TEXT_ENCODER);
        network(pack.weights().vae(), NetworkKind.VAE);
        if (pack.weights().draftDecoder().isPresent()) {
            draftDecoder(pack.weights().draftDecoder().get());
        }
        if (pack.weights().motion().isPresent()) {
            network(pack.weights().motion().get(), NetworkKind.MOTION_MODULES);
        }
        if (pack.guides().imageEncoder().isPresent()) {
            guide(pack.guides().imageEncoder().get(), NetworkKind.IMAGE_ENCODER);
        }
        for (PackControlNet net : pack.guides().controlNets()) {
            guide(net.file().path(), NetworkKind.CONTROLNET);
        }
    }

    /** A network that LoRAs may be for. */
    private void network(Path path, NetworkKind kind) throws IOException {
        check(path, kind).ifPresent(networks::add);
    }

    /** One that no LoRA is for, although a ControlNet's tensors are called like the UNet's. */
    private void guide(Path path, NetworkKind kind) throws IOException {
        check(path, kind);
    }

    private void draftDecoder(Path path) throws IOException {
        Optional<NetworkConfig> decoder = check(path, NetworkKind.TAESD_DECODER);
        for (NetworkConfig network : networks) {
            if (network instanceof VaeConfig vae) {
                decoder.map(TaesdConfig.class::cast)
                        .ifPresent(found -> checks.add(new SelfCheck(
                                found.fits(vae),
                                "draft decoder for " + found.latentChannels() + " latent channels, the VAE for "
                                        + vae.latentChannels())));
            }
        }
    }

    private Optional<NetworkConfig> check(Path path, NetworkKind kind) throws IOException {
        if (!Files.exists(path)) {
            return Optional.empty(); // said already
        }
        Assumptions assumptions = pack.weights().assumptions();
        try {
            NetworkWeights<? extends NetworkConfig> weights = ReadNetworks.read(path, kind, assumptions);
            NetworkFacts facts = NetworkFacts.of(weights);
            checks.add(new SelfCheck(true, kind.title() + " in " + path + ": " + facts.text()));
            checks.addAll(facts.checks());
            return Optional.of(weights.config());
        } catch (CheckpointException e) {
            checks.add(SelfCheck.fault(e));
            return Optional.empty();
        }
    }

    private void adapters() throws IOException {
        for (PackLora lora : pack.loras()) {
            if (Files.exists(lora.file().path())) {
                adapter(lora);
            }
        }
        for (PackEmbedding embedding : pack.embeddings()) {
            if (Files.exists(embedding.file().path())) {
                embedding(embedding);
            }
        }
    }

    private void adapter(PackLora lora) throws IOException {
        try {
            LoraFactors factors = LoraFactors.read(lora.file().path());
            LoraMerge.match(
                    List.of(new ScaledLora(lora.name(), factors, lora.scale())), networks, LoraMerge.Unmatched.REFUSE);
            checks.add(new SelfCheck(
                    true,
                    "LoRA " + lora.name() + " fits: " + LoraFacts.of(factors).text()));
        } catch (CheckpointException e) {
            checks.add(SelfCheck.fault(e));
        }
    }

    private void embedding(PackEmbedding embedding) throws IOException {
        try {
            Checkpoint file = Checkpoint.open(embedding.file().path());
            checks.add(new SelfCheck(
                    !file.tensors().isEmpty(),
                    "embedding " + embedding.trigger() + " in " + file.file() + " is readable"));
        } catch (CheckpointException e) {
            checks.add(SelfCheck.fault(e));
        }
    }
}
