package io.framefarm.worker.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.worker.checkpoint.layout.TaesdConfig;
import io.framefarm.worker.checkpoint.layout.TinyNetworks;
import io.framefarm.worker.engine.pack.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyPackTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void makePack() throws IOException {
        MakeCheckpoint make = new MakeCheckpoint(4);
        make.original(
                folder.resolve("base.safetensors"), List.of(TinyNetworks.UNET, TinyNetworks.VAE, TinyNetworks.TEXT));
        make.original(folder.resolve("motion.safetensors"), List.of(TinyNetworks.MOTION));
        make.lora(folder.resolve("lora.safetensors"), TinyNetworks.UNET);
        make.original(folder.resolve("taesd_decoder.safetensors"), List.of(TinyNetworks.DRAFT_DECODER));
        Files.createDirectory(folder.resolve("tokenizer"));
        Files.writeString(folder.resolve("tokenizer/vocab.json"), "{}");
        Files.writeString(folder.resolve("tokenizer/merges.txt"), "");
    }

    @Test
    void aGoodPackPassesEveryCheck() throws IOException {
        List<SelfCheck> checks = verify(Sha256.of(folder.resolve("motion.safetensors")));
        assertThat(checks).hasSizeGreaterThan(7).allMatch(SelfCheck::holds);
        assertThat(checks).anyMatch(check -> check.what().startsWith("LoRA fast fits"));
        assertThat(checks).anyMatch(check -> check.what().matches("TAESD decoder in .*: 19,763 parameters, width 8.*"));
    }

    @Test
    void everyFaultIsListed() throws IOException {
        Files.delete(folder.resolve("tokenizer/merges.txt"));
        Files.delete(folder.resolve("lora.safetensors"));
        assertThat(verify("0".repeat(64)).stream().filter(check -> !check.holds()))
                .extracting(SelfCheck::what)
                .hasSize(3)
                .anyMatch(what -> what.contains("merges.txt is missing"))
                .anyMatch(what -> what.contains("lora.safetensors is missing"))
                .anyMatch(what -> what.contains("not 0000"));
    }

    @Test
    void aLoraOfAnotherModelIsAFault() throws IOException {
        new MakeCheckpoint(4).original(folder.resolve("lora.safetensors"), List.of(TinyNetworks.MOTION));
        assertThat(verify(Sha256.of(folder.resolve("motion.safetensors"))).stream()
                        .filter(check -> !check.holds()))
                .singleElement()
                .extracting(SelfCheck::what)
                .asString()
                .contains("no LoRA dialect knows");
    }

    @Test
    void aDraftDecoderForOtherLatentsIsAFault() throws IOException {
        new MakeCheckpoint(4)
                .original(
                        folder.resolve("taesd_decoder.safetensors"),
                        List.of(new TaesdConfig(TaesdConfig.Part.DECODER, 3, 16, 8)));
        assertThat(verify(Sha256.of(folder.resolve("motion.safetensors"))).stream()
                        .filter(check -> !check.holds()))
                .singleElement()
                .extracting(SelfCheck::what)
                .isEqualTo("draft decoder for 16 latent channels, the VAE for 4");
    }

    private List<SelfCheck> verify(String motionSha256) throws IOException {
        Files.writeString(folder.resolve("pack.yaml"), """
                name: tiny
                base: base.safetensors
                draft_decoder: taesd_decoder.safetensors
                motion:
                  path: motion.safetensors
                  sha256: '%s'
                loras:
                  - name: fast
                    path: lora.safetensors
                tokenizer: tokenizer
                architecture:
                  unet_norm_groups: 4
                  unet_heads: 2
                  vae_norm_groups: 4
                  text_heads: 3
                  motion_norm_groups: 4
                  motion_heads: 2
                """.formatted(motionSha256));
        return VerifyPack.verify(ModelFolder.ofPack(folder).pack("tiny"));
    }
}
