package io.framefarm.worker.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.worker.checkpoint.Checkpoint;
import io.framefarm.worker.checkpoint.ElementType;
import io.framefarm.worker.checkpoint.SafetensorsWriter;
import io.framefarm.worker.checkpoint.Tensor;
import io.framefarm.worker.checkpoint.layout.ReadNetworks;
import io.framefarm.worker.checkpoint.layout.TinyNetworks;
import io.framefarm.worker.checkpoint.layout.UNetConfig;
import io.framefarm.worker.lora.LoraFactors;
import io.framefarm.worker.lora.LoraMerge;
import io.framefarm.worker.lora.ScaledLora;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectFileTest {
    @TempDir
    private Path folder;

    @Test
    void aMadeSingleFileIsAStableDiffusionModelInHalfPrecision() throws IOException {
        Path file = folder.resolve("model.safetensors");
        new MakeCheckpoint(1).original(file, List.of(TinyNetworks.UNET, TinyNetworks.VAE, TinyNetworks.TEXT));
        FileReport report = InspectFile.inspect(file, TinyNetworks.ASSUMPTIONS);
        assertThat(report.kind()).isEqualTo("Stable Diffusion model");
        assertThat(report.allChecksHold()).isTrue();
        assertThat(report.elements()).containsOnlyKeys(ElementType.F16);
        assertThat(report.facts()).hasSize(3);
        assertThat(report.text()).contains("image UNet", "widths [8, 16, 16]", file.toString());
    }

    @Test
    void madeMotionModulesKeepTheirSizeFormula() throws IOException {
        Path file = folder.resolve("motion.safetensors");
        new MakeCheckpoint(1).original(file, List.of(TinyNetworks.MOTION));
        FileReport report = InspectFile.inspect(file, TinyNetworks.ASSUMPTIONS);
        assertThat(report.kind()).isEqualTo("motion modules alone");
        assertThat(report.checks()).hasSize(2).allMatch(SelfCheck::holds);
        assertThat(report.text()).contains("AnimateLCM", "22C²");
    }

    @Test
    void aDamagedNetworkIsAFaultInTheReport() throws IOException {
        Path file = folder.resolve("motion.safetensors");
        new MakeCheckpoint(1).original(file, List.of(TinyNetworks.MOTION));
        List<Tensor> all = List.copyOf(Checkpoint.open(file).tensors().values());
        Path damaged = folder.resolve("damaged.safetensors");
        SafetensorsWriter.write(damaged, all.subList(0, all.size() - 1), Map.of());
        FileReport report = InspectFile.inspect(damaged, TinyNetworks.ASSUMPTIONS);
        assertThat(report.allChecksHold()).isFalse();
        assertThat(report.text()).contains("FAULT").contains("missing: ");
    }

    @Test
    void aMadeLoraIsDescribedAndFitsItsNetwork() throws IOException {
        Path file = folder.resolve("lora.safetensors");
        new MakeCheckpoint(1).lora(file, TinyNetworks.UNET);
        FileReport report = InspectFile.inspect(file, TinyNetworks.ASSUMPTIONS);
        assertThat(report.kind()).isEqualTo("LoRA");
        assertThat(report.text()).contains("rank 64", "alpha / rank 0.125");
        LoraMerge merge = LoraMerge.match(
                List.of(new ScaledLora("made", LoraFactors.read(file), 1)),
                List.of(TinyNetworks.UNET),
                LoraMerge.Unmatched.REFUSE);
        assertThat(merge.touchedTensors()).isNotEmpty();
    }

    @Test
    void theRealLcmLoraHas278Layers() {
        long layers = UNetConfig.SD15.tensorShapes().entrySet().stream()
                .filter(entry -> entry.getValue().size() >= 2)
                .filter(entry -> !entry.getKey().matches("(conv_in|conv_out|time_embedding)\\..*"))
                .count();
        assertThat(layers).isEqualTo(278);
    }

    @Test
    void aFolderIsInspectedAsAWhole() throws IOException {
        MakeCheckpoint make = new MakeCheckpoint(1);
        make.diffusers(component("unet"), TinyNetworks.UNET);
        make.diffusers(component("vae"), TinyNetworks.VAE);
        make.diffusers(component("text_encoder"), TinyNetworks.TEXT);
        FileReport report = InspectFile.inspect(folder, TinyNetworks.ASSUMPTIONS);
        assertThat(report.kind()).isEqualTo("Stable Diffusion model");
        assertThat(report.allChecksHold()).isTrue();
    }

    @Test
    void anUnknownFileShowsItsFirstTensors() throws IOException {
        Path file = folder.resolve("other.safetensors");
        Tensor tensor = Tensor.ofFloats("something.else", ElementType.F32, List.of(1L), new float[1]);
        SafetensorsWriter.write(file, List.of(tensor), Map.of());
        FileReport report = InspectFile.inspect(file, TinyNetworks.ASSUMPTIONS);
        assertThat(report.kind()).isEqualTo("unknown");
        assertThat(report.text()).contains("something.else");
    }

    @Test
    void theSameSeedMakesTheSameFileAndWeightsThatKeepTheirVariance() throws IOException {
        Path one = folder.resolve("one.safetensors");
        Path two = folder.resolve("two.safetensors");
        new MakeCheckpoint(9).original(one, List.of(TinyNetworks.UNET));
        new MakeCheckpoint(9).original(two, List.of(TinyNetworks.UNET));
        assertThat(two).hasSameBinaryContentAs(one);
        float[] values = ReadNetworks.unet(one, TinyNetworks.ASSUMPTIONS)
                .tensor("mid_block.resnets.0.conv1.weight")
                .toFloats();
        double square = 0;
        for (float value : values) {
            square += value * value;
        }
        assertThat(square / values.length * 16 * 9).isBetween(0.8, 1.25);
    }

    private Path component(String name) throws IOException {
        return Files.createDirectory(folder.resolve(name)).resolve("model.safetensors");
    }
}
