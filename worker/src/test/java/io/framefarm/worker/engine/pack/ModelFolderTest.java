package io.framefarm.worker.engine.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framefarm.worker.network.unet.MotionNorm;
import io.framefarm.worker.sampling.BetaCurve;
import io.framefarm.worker.sampling.LcmTimesteps;
import io.framefarm.worker.sampling.SamplerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {

    @TempDir
    Path root;

    @Test
    void whatIsNotSaidIsAsAnimateLcmHasIt() throws IOException {
        ModelPack pack = read("name: small\nbase: model.safetensors\ntokenizer: tokenizer\n");

        assertThat(pack.weights().base().path()).isEqualTo(root.resolve("small/model.safetensors"));
        assertThat(pack.weights().motion()).isEmpty();
        assertThat(pack.weights().motionNorm()).isEqualTo(MotionNorm.PER_FRAME);
        assertThat(pack.defaults().width()).isEqualTo(512);
        assertThat(pack.defaults().steps()).isEqualTo(4);
        assertThat(pack.defaults().sampler().kind()).isEqualTo(SamplerKind.LCM);
        assertThat(pack.defaults().sampler().originalSteps()).isEqualTo(100);
        assertThat(pack.defaults().sampler().betas().curve()).isEqualTo(BetaCurve.LINEAR);
    }

    @Test
    void whatIsSaidIsTaken() throws IOException {
        ModelPack pack = read("""
                name: anime.v2
                base: {path: base, url: "https://example.org/base", sha256: %s}
                vae: other/vae.safetensors
                draft_decoder: {path: taesd_decoder.pth, url: 'https://example.org/taesd_decoder.pth'}
                motion: mm.ckpt
                motion_norm: over_frames
                tokenizer: {path: words, url: 'https://example.org/words'}
                loras:
                  - {name: lcm, path: lcm.safetensors, scale: 0.8}
                embeddings:
                  - {trigger: bad, path: bad.pt}
                width: 768
                frames: 24
                sampling: {sampler: ddim, steps: 25, guidance: 7.5, beta_schedule: scaled_linear, timesteps: stride}
                architecture: {unet_norm_groups: 8}
                """.formatted("a".repeat(64)));

        assertThat(pack.weights().base().sha256()).hasValue("a".repeat(64));
        assertThat(pack.weights().base().url())
                .hasValueSatisfying(url -> assertThat(url).hasHost("example.org"));
        assertThat(pack.weights().vae()).isEqualTo(root.resolve("small/other/vae.safetensors"));
        assertThat(pack.weights().draftDecoder()).hasValue(root.resolve("small/taesd_decoder.pth"));
        assertThat(pack.weights().motionNorm()).isEqualTo(MotionNorm.OVER_FRAMES);
        assertThat(pack.weights().tokenizer()).isEqualTo(root.resolve("small/words"));
        assertThat(pack.files())
                .extracting(file -> file.url().map(Object::toString).orElse(""))
                .contains("https://example.org/words/merges.txt");
        assertThat(pack.weights().assumptions().unetNormGroups()).isEqualTo(8);
        assertThat(pack.lora("lcm"))
                .hasValueSatisfying(lora -> assertThat(lora.scale()).isEqualTo(0.8f));
        assertThat(pack.files()).hasSize(8);
        assertThat(pack.alwaysUsed()).hasSize(7);
        assertThat(pack.isComplete()).isFalse();
        assertThat(pack.defaults().guidance()).isEqualTo(7.5f);
        assertThat(pack.defaults().sampler().lcmTimesteps()).isEqualTo(LcmTimesteps.STRIDE);
    }

    @Test
    void everyProblemIsReportedAtOnce() {
        assertThatThrownBy(() -> read("""
                        name: ../up
                        width: 500
                        loras:
                          - {name: a, path: a.safetensors, scale: 11}
                          - {name: a, path: b.safetensors, strength: 1}
                        sampling: {sampler: lmc, beta_start: 0.5}
                        motion: {path: mm.ckpt, url: "ftp://example.org", sha256: abc}
                        fsp: 8
                        vae:
                        """))
                .isInstanceOf(PackException.class)
                .hasMessageContainingAll(
                        "small/pack.yaml: ",
                        "name: '../up'",
                        "vae: no value (give it one, or leave the field out)",
                        "base: missing",
                        "width: 500 (allowed: multiples of 8)",
                        "loras[0].scale: 11 (allowed: numbers from -10.0 to 10.0)",
                        "loras[1].strength: unknown (known here: name, path, scale, sha256, url)",
                        "loras[1].name: 'a' occurs twice",
                        "sampling.sampler: 'lmc' (allowed: lcm, ddim,",
                        "sampling.beta_start: 0.5 (allowed: below beta_end",
                        "motion.url: 'ftp://example.org' (expected http or https)",
                        "motion.sha256: 'abc'",
                        "fsp: unknown");
    }

    @Test
    void aFileThatIsNoYamlIsRefused() {
        assertThatThrownBy(() -> read("name: [")).hasMessageContaining("not valid YAML");
        assertThatThrownBy(() -> read("just text")).hasMessageContaining("the file: found \"just text\"");
    }

    @Test
    void missingFilesAreListedWithWhereTheyCanBePulledFrom() throws IOException {
        ModelPack pack = read("name: small\nbase: {path: b.ckpt, url: 'https://example.org/b'}\ntokenizer: t\n");

        assertThatThrownBy(pack::requireFiles)
                .hasMessageContaining("pack small lacks 3 of its files")
                .hasMessageContaining("b.ckpt (can be pulled from https://example.org/b)")
                .hasMessageContaining("vocab.json");
    }

    @Test
    void aLoraIsThePacksOwnOrLiesInTheFolderForAll() throws IOException {
        Files.createDirectories(root.resolve("loras"));
        Files.createFile(root.resolve("loras/paint.safetensors"));
        ModelPack pack = read("name: small\nbase: b\nloras: [{name: own, path: own.pt}]\n");
        ModelFolder models = ModelFolder.read(root);

        assertThat(models.names()).containsExactly("small");
        assertThat(models.lora(pack, "own")).isEqualTo(root.resolve("small/own.pt"));
        assertThat(models.lora(pack, "paint")).isEqualTo(root.resolve("loras/paint.safetensors"));
        assertThatThrownBy(() -> models.lora(pack, "../small/own.pt"))
                .hasMessageContaining("(pack small knows: own, paint.safetensors)");
    }

    @Test
    void theBundledAndTheExamplePackAreValid() {
        assertThat(ModelFolder.ofPack(Path.of("../deploy/packs/reference"))
                        .pack("reference")
                        .isComplete())
                .isTrue();
        ModelPack example =
                ModelFolder.ofPack(Path.of("../examples/packs/animatelcm")).pack("animatelcm");
        assertThat(example.files()).allMatch(file -> file.url().isPresent());
    }

    @Test
    void twoPacksOfOneNameAreRefused() throws IOException {
        read("name: small\nbase: b\n");
        Files.createDirectories(root.resolve("twin"));
        Files.writeString(root.resolve("twin/pack.yaml"), "name: small\nbase: b\n");

        assertThatThrownBy(() -> ModelFolder.read(root)).hasMessageContaining("two packs are called small");
    }

    private ModelPack read(String yaml) throws IOException {
        Path folder = Files.createDirectories(root.resolve("small"));
        Files.writeString(folder.resolve("pack.yaml"), yaml);
        ModelFolder models = ModelFolder.ofPack(folder);
        return models.pack(models.names().iterator().next());
    }
}
