package io.framefarm.worker.checkpoint.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framefarm.worker.checkpoint.Checkpoint;
import io.framefarm.worker.checkpoint.CheckpointException;
import io.framefarm.worker.checkpoint.ElementType;
import io.framefarm.worker.checkpoint.SafetensorsWriter;
import io.framefarm.worker.checkpoint.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadNetworksTest {
    private static final NetworkWeights<UNetConfig> UNET = TinyNetworks.random(TinyNetworks.UNET, ElementType.F16);
    private static final NetworkWeights<MotionConfig> MOTION =
            TinyNetworks.random(TinyNetworks.MOTION, ElementType.F32);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"model.diffusion_model.", "state_dict.model.diffusion_model.", "", "state_dict."})
    void anLdmUNetIsFoundUnderEveryUsualPrefix(String prefix) throws IOException {
        Path file = original(UNET, prefix);
        NetworkWeights<UNetConfig> read = ReadNetworks.unet(file, TinyNetworks.ASSUMPTIONS);
        assertThat(read.config()).isEqualTo(TinyNetworks.UNET);
        assertSameBytes(read, UNET);
    }

    @Test
    void allNetworksOfOneFileAreFoundAndItsAveragedCopyIsIgnored() throws IOException {
        NetworkWeights<VaeConfig> vae = TinyNetworks.random(TinyNetworks.VAE, ElementType.F16);
        NetworkWeights<ClipTextConfig> text = TinyNetworks.random(TinyNetworks.TEXT, ElementType.F16);
        List<Tensor> tensors = new ArrayList<>();
        tensors.addAll(originals(UNET, OriginalNames.singleFilePrefix(UNET.config())));
        tensors.addAll(originals(vae, OriginalNames.singleFilePrefix(vae.config())));
        tensors.addAll(originals(text, OriginalNames.singleFilePrefix(text.config())));
        for (String extra : List.of(
                "model_ema.diffusion_modelinput_blocks00weight",
                "model_ema.decay",
                "alphas_cumprod",
                "cond_stage_model.transformer.text_model.embeddings.position_ids")) {
            tensors.add(Tensor.ofFloats(extra, ElementType.F32, List.of(1L), new float[1]));
        }
        Path file = write(tensors);
        assertSameBytes(ReadNetworks.unet(file, TinyNetworks.ASSUMPTIONS), UNET);
        assertSameBytes(ReadNetworks.vae(file, TinyNetworks.ASSUMPTIONS), vae);
        assertSameBytes(ReadNetworks.textEncoder(file, TinyNetworks.ASSUMPTIONS), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "module.", "state_dict.", "state_dict.module.", "unet."})
    void motionModulesAreFoundUnderEveryUsualPrefix(String prefix) throws IOException {
        NetworkWeights<MotionConfig> read = ReadNetworks.motion(original(MOTION, prefix), TinyNetworks.ASSUMPTIONS);
        assertThat(read.config()).isEqualTo(TinyNetworks.MOTION);
        assertSameBytes(read, MOTION);
    }

    @Test
    void version1IsToldByItsPositionsAndItsMissingMidBlock() throws IOException {
        MotionConfig version1 = new MotionConfig(List.of(8, 16, 16), 2, false, 1, 2, 4, 24);
        NetworkWeights<MotionConfig> stored = TinyNetworks.random(version1, ElementType.F32);
        NetworkWeights<MotionConfig> read = ReadNetworks.motion(original(stored, ""), TinyNetworks.ASSUMPTIONS);
        assertThat(read.config()).isEqualTo(version1);
        assertThat(read.config().resnetNormOverFrames()).isTrue();
    }

    @Test
    void theSecondCopyOfAPositionEncodingIsDroppedOnlyIfItIsTheSame() throws IOException {
        MotionConfig version3 = new MotionConfig(List.of(8, 16, 16), 2, false, 1, 2, 4, 32);
        List<Tensor> tensors = originals(TinyNetworks.random(version3, ElementType.F32), "");
        Tensor first = tensors.stream()
                .filter(tensor -> tensor.name().endsWith("pe"))
                .findFirst()
                .orElseThrow();
        String second = first.name().replace("attention_blocks.0", "attention_blocks.1");
        tensors.add(first.withName(second));
        assertThat(ReadNetworks.motion(write(tensors), TinyNetworks.ASSUMPTIONS).config())
                .isEqualTo(version3);
        tensors.remove(tensors.size() - 1);
        tensors.add(Tensor.ofFloats(second, ElementType.F32, first.shape(), new float[32 * 8]));
        Path differing = write(tensors);
        assertThatThrownBy(() -> ReadNetworks.motion(differing, TinyNetworks.ASSUMPTIONS))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("position encoding");
    }

    @Test
    void everythingThatDoesNotFitIsInOneError() throws IOException {
        List<Tensor> tensors = originals(UNET, "");
        tensors.removeIf(tensor -> tensor.name().startsWith("middle_block.2."));
        tensors.removeIf(tensor -> tensor.name().equals("out.0.bias"));
        tensors.add(Tensor.ofFloats("out.0.bias", ElementType.F32, List.of(5L), new float[5]));
        tensors.add(Tensor.ofFloats("label_emb.0.0.weight", ElementType.F32, List.of(3L), new float[3]));
        Path file = write(tensors);
        assertThatThrownBy(() -> ReadNetworks.unet(file, TinyNetworks.ASSUMPTIONS))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("12 tensors do not fit the UNet")
                .hasMessageContaining("missing: mid_block.resnets.1.conv1.weight [16, 16, 3, 3]")
                .hasMessageContaining("and 2 more");
    }

    @Test
    void aWrongShapeSaysWhatWasExpectedAndFound() throws IOException {
        List<Tensor> tensors = originals(UNET, "");
        tensors.removeIf(tensor -> tensor.name().equals("out.0.bias"));
        tensors.add(Tensor.ofFloats("out.0.bias", ElementType.F32, List.of(5L), new float[5]));
        Path file = write(tensors);
        assertThatThrownBy(() -> ReadNetworks.unet(file, TinyNetworks.ASSUMPTIONS))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("expected: conv_norm_out.bias [8], found: F32 [5]");
    }

    @Test
    void groupsThatDivideNoWidthAskForTheValue() throws IOException {
        Path file = original(UNET, "");
        assertThatThrownBy(() -> ReadNetworks.unet(file, Assumptions.SD15))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("normGroups is 32")
                .hasMessageContaining("explicitly");
    }

    @Test
    void aFileOfAnotherKindNamesWhatWasLookedFor() throws IOException {
        Path file = original(MOTION, "");
        assertThatThrownBy(() -> ReadNetworks.unet(file, TinyNetworks.ASSUMPTIONS))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("holds no UNet")
                .hasMessageContaining("input_blocks.0.0.weight");
    }

    @Test
    void aConfigThatContradictsTheTensorsIsRefused() throws IOException {
        Path unet = Files.createDirectory(folder.resolve("unet"));
        SafetensorsWriter.write(
                unet.resolve("diffusion_pytorch_model.safetensors"),
                UNET.tensors().values(),
                Map.of());
        Files.writeString(unet.resolve("config.json"), "{\"block_out_channels\":[8,16,32],\"norm_num_groups\":4}");
        assertThatThrownBy(() -> ReadNetworks.unet(folder, TinyNetworks.ASSUMPTIONS))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("[8, 16, 32]")
                .hasMessageContaining("[8, 16, 16]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DECODER", "ENCODER"})
    void halvesOfTaesdAreReadInTheAuthorsNumberingToo(TaesdConfig.Part part) throws IOException {
        TaesdConfig config = new TaesdConfig(part, 3, 4, 8);
        NetworkWeights<TaesdConfig> stored = TinyNetworks.random(config, ElementType.F32);
        assertThat(ReadNetworks.taesd(write(stored.tensors().values()), part).config())
                .isEqualTo(config);
        Path authors = original(stored, "");
        assertThat(Checkpoint.open(authors).tensors())
                .containsKey(part == TaesdConfig.Part.DECODER ? "3.conv.0.weight" : "1.conv.0.weight");
        assertSameBytes(ReadNetworks.taesd(authors, part), stored);
    }

    @Test
    void theEncoderOfTaesdIsNotTakenForItsDecoder() throws IOException {
        TaesdConfig encoder = new TaesdConfig(TaesdConfig.Part.ENCODER, 3, 4, 8);
        Path authors = original(TinyNetworks.random(encoder, ElementType.F32), "");

        assertThatThrownBy(() -> ReadNetworks.taesd(authors, TaesdConfig.Part.DECODER))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("holds no TAESD decoder")
                .hasMessageContaining("decoder.layers.0.weight or 1.weight");
    }

    private Path original(NetworkWeights<?> weights, String prefix) throws IOException {
        return write(originals(weights, prefix));
    }

    private static List<Tensor> originals(NetworkWeights<?> weights, String prefix) {
        Map<String, String> names = OriginalNames.of(weights.config());
        UnaryOperator<String> original = name -> prefix + names.getOrDefault(name, name);
        List<Tensor> tensors = new ArrayList<>();
        weights.tensors().forEach((name, tensor) -> tensors.add(tensor.withName(original.apply(name))));
        return tensors;
    }

    private Path write(Collection<Tensor> tensors) throws IOException {
        Path file = folder.resolve("weights.safetensors");
        SafetensorsWriter.write(file, tensors, Map.of());
        return file;
    }

    private static <C extends NetworkConfig> void assertSameBytes(NetworkWeights<C> read, NetworkWeights<C> stored) {
        assertThat(read.tensors().keySet()).isEqualTo(stored.tensors().keySet());
        assertThat(read.tensors())
                .allSatisfy((name, tensor) ->
                        assertThat(tensor.bytes()).isEqualTo(stored.tensor(name).bytes()));
    }
}
