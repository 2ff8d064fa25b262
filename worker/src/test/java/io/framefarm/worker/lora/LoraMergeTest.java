package io.framefarm.worker.lora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.framefarm.worker.checkpoint.CheckpointException;
import io.framefarm.worker.checkpoint.ElementType;
import io.framefarm.worker.checkpoint.SafetensorsWriter;
import io.framefarm.worker.checkpoint.Tensor;
import io.framefarm.worker.checkpoint.layout.NetworkConfig;
import io.framefarm.worker.checkpoint.layout.TinyNetworks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoraMergeTest {
    private static final List<NetworkConfig> NETWORKS =
            List.of(TinyNetworks.UNET, TinyNetworks.MOTION, TinyNetworks.TEXT);
    private static final String QUERY = "down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q.weight";
    private static final String OUT = "down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_out.0.weight";
    private static final String MOTION_QUERY = "mid_block.motion_modules.0.transformer_blocks.0.attn2.to_q.weight";
    private static final String TEXT_QUERY = "text_model.encoder.layers.1.self_attn.q_proj.weight";

    @TempDir
    private Path folder;

    private final SplittableRandom random = new SplittableRandom(5);

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "lora_unet_down_blocks_0_attentions_0_transformer_blocks_0_attn1_to_q.lora_%s.weight, down, up, " + QUERY,
        "lora_unet_input_blocks_1_1_transformer_blocks_0_attn1_to_q.lora_%s.weight, down, up, " + QUERY,
        "unet.down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q.lora_%s.weight, A, B, " + QUERY,
        "base_model.model.down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q.lora_%s.default.weight, A, B, "
                + QUERY,
        "unet.down_blocks.0.attentions.0.transformer_blocks.0.attn1.processor.to_q_lora.%s.weight, down, up, " + QUERY,
        "down_blocks.0.attentions.0.transformer_blocks.0.attn1.processor.to_out_lora.%s.weight, down, up, " + OUT,
        "mid_block.motion_modules.0.temporal_transformer.transformer_blocks.0.attention_blocks.1.processor.to_q_lora"
                + ".%s.weight, down, up, " + MOTION_QUERY,
        "lora_te_text_model_encoder_layers_1_self_attn_q_proj.lora_%s.weight, down, up, " + TEXT_QUERY,
        "text_encoder.text_model.encoder.layers.1.self_attn.q_proj.lora_linear_layer.%s.weight, down, up, "
                + TEXT_QUERY,
    })
    void everyDialectFindsItsLayer(String pattern, String down, String up, String expected) throws IOException {
        long width = expected.equals(MOTION_QUERY) ? 16 : expected.equals(TEXT_QUERY) ? 12 : 8;
        LoraFactors factors = read(tensor(pattern.formatted(down), 3, width), tensor(pattern.formatted(up), width, 3));
        assertThat(match(factors, 1).touchedTensors()).containsExactly(expected);
    }

    @Test
    void mergingAddsScaleTimesAlphaOverRankTimesTheProduct() throws IOException {
        String layer = "lora_unet_down_blocks_0_attentions_0_transformer_blocks_0_attn1_to_q";
        Tensor down = tensor(layer + ".lora_down.weight", 5, 8);
        Tensor up = tensor(layer + ".lora_up.weight", 8, 5);
        Tensor alpha = Tensor.ofFloats(layer + ".alpha", ElementType.F32, List.of(), new float[] {2});
        Tensor weight = tensor(QUERY, 8, 8);
        Tensor merged = match(read(down, up, alpha), 0.75).merge(weight);
        assertThat(merged.toFloats()).containsExactly(oracle(weight, down, up, 5, 0.75 * 2 / 5), within(1e-6f));
    }

    @Test
    void withoutAnAlphaTheFactorIsOne() throws IOException {
        String layer = "down_blocks.0.attentions.0.transformer_blocks.0.attn1.processor.to_q_lora";
        Tensor down = tensor(layer + ".down.weight", 4, 8);
        Tensor up = tensor(layer + ".up.weight", 8, 4);
        Tensor weight = tensor(QUERY, 8, 8);
        Tensor merged = match(read(down, up), 0.5).merge(weight);
        assertThat(merged.toFloats()).containsExactly(oracle(weight, down, up, 4, 0.5), within(1e-6f));
    }

    @Test
    void convolutionsAreMergedAsMatricesOverTheirKernel() throws IOException {
        String layer = "lora_unet_down_blocks_0_resnets_0_conv1";
        Tensor down = tensor(layer + ".lora_down.weight", 2, 8, 3, 3);
        Tensor up = tensor(layer + ".lora_up.weight", 8, 2, 1, 1);
        Tensor weight = tensor("down_blocks.0.resnets.0.conv1.weight", 8, 8, 3, 3);
        Tensor merged = match(read(down, up), 1).merge(weight);
        assertThat(merged.shape()).isEqualTo(weight.shape());
        assertThat(merged.toFloats()).containsExactly(oracle(weight, down, up, 2, 1), within(1e-6f));
    }

    @Test
    void severalAdaptersAddUp() throws IOException {
        String layer = "lora_te_text_model_encoder_layers_0_mlp_fc1";
        Tensor down = tensor(layer + ".lora_down.weight", 1, 12);
        Tensor up = tensor(layer + ".lora_up.weight", 48, 1);
        LoraFactors factors = read(down, up);
        Tensor weight = tensor("text_model.encoder.layers.0.mlp.fc1.weight", 48, 12);
        LoraMerge merge = LoraMerge.match(
                List.of(new ScaledLora("a", factors, 0.25), new ScaledLora("b", factors, 0.5)),
                NETWORKS,
                LoraMerge.Unmatched.REFUSE);
        assertThat(merge.merge(weight).toFloats()).containsExactly(oracle(weight, down, up, 1, 0.75), within(1e-6f));
    }

    @Test
    void aHalfPrecisionWeightStaysHalfPrecision() throws IOException {
        String layer = "lora_te_text_model_encoder_layers_0_mlp_fc1";
        LoraFactors factors =
                read(tensor(layer + ".lora_down.weight", 1, 12), tensor(layer + ".lora_up.weight", 48, 1));
        Tensor weight = TinyNetworks.random(
                "text_model.encoder.layers.0.mlp.fc1.weight", ElementType.F16, List.of(48L, 12L), random);
        Tensor merged = match(factors, 1).merge(weight);
        assertThat(merged.type()).isEqualTo(ElementType.F16);
        assertThat(merged.bytes().isDirect()).isTrue();
        assertThat(merged.bytes()).isNotEqualTo(weight.bytes());
    }

    @Test
    void anUntouchedWeightIsNotCopied() throws IOException {
        String layer = "lora_te_text_model_encoder_layers_0_mlp_fc1";
        LoraFactors factors =
                read(tensor(layer + ".lora_down.weight", 1, 12), tensor(layer + ".lora_up.weight", 48, 1));
        Tensor weight = tensor(QUERY, 8, 8);
        assertThat(match(factors, 1).merge(weight)).isSameAs(weight);
    }

    @Test
    void aLayerThatNoNetworkHasIsRefusedByName() throws IOException {
        LoraFactors factors = read(
                tensor("lora_unet_no_such.lora_down.weight", 1, 4), tensor("lora_unet_no_such.lora_up.weight", 4, 1));
        assertThatThrownBy(() -> match(factors, 1))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("1 of 1 layers")
                .hasMessageContaining("lora_unet_no_such");
        LoraMerge lenient =
                LoraMerge.match(List.of(new ScaledLora("style", factors, 1)), NETWORKS, LoraMerge.Unmatched.IGNORE);
        assertThat(lenient.touchedTensors()).isEmpty();
    }

    @Test
    void aLayerOfAnotherShapeIsRefused() throws IOException {
        String layer = "lora_te_text_model_encoder_layers_0_mlp_fc1";
        LoraMerge merge =
                match(read(tensor(layer + ".lora_down.weight", 1, 13), tensor(layer + ".lora_up.weight", 48, 1)), 1);
        Tensor weight = tensor("text_model.encoder.layers.0.mlp.fc1.weight", 48, 12);
        assertThatThrownBy(() -> merge.merge(weight))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("[1, 13]")
                .hasMessageContaining("[48, 12]");
    }

    @Test
    void doraIsRefusedByItsName() {
        String layer = "lora_te_text_model_encoder_layers_0_mlp_fc1";
        assertThatThrownBy(() -> read(
                        tensor(layer + ".lora_down.weight", 1, 12),
                        tensor(layer + ".lora_up.weight", 48, 1),
                        tensor(layer + ".dora_scale", 48, 1)))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("DoRA");
    }

    @Test
    void otherKindsOfAdaptersAreRefusedByTheirNames() {
        assertThatThrownBy(() -> read(tensor("lora_unet_conv_in.hada_w1_a", 1, 12)))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("lora_unet_conv_in.hada_w1_a");
    }

    @Test
    void alphaCanComeFromPeftsMetadata() throws IOException {
        Path file = folder.resolve("peft.safetensors");
        String layer = "unet.down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q";
        SafetensorsWriter.write(
                file,
                List.of(tensor(layer + ".lora_A.weight", 4, 8), tensor(layer + ".lora_B.weight", 8, 4)),
                Map.of("lora_adapter_metadata", "{\"unet.r\": 4, \"unet.lora_alpha\": 2}"));
        assertThat(LoraFactors.read(file).modules().get(0).factor()).isEqualTo(0.5);
    }

    @Test
    void aStoredAdapterComesBackTheSame() throws IOException {
        String layer = "lora_unet_down_blocks_0_attentions_0_transformer_blocks_0_attn1_to_q";
        LoraFactors factors = read(tensor(layer + ".lora_down.weight", 3, 8), tensor(layer + ".lora_up.weight", 8, 3));
        LoraFactors back = LoraFactors.fromBytes(factors.toBytes());
        Tensor weight = tensor(QUERY, 8, 8);
        assertThat(match(back, 0.3).merge(weight).bytes())
                .isEqualTo(match(factors, 0.3).merge(weight).bytes());
    }

    @Test
    void aStoredAdapterThatWasCutShortIsRefused() throws IOException {
        String layer = "lora_unet_down_blocks_0_attentions_0_transformer_blocks_0_attn1_to_q";
        byte[] bytes = read(tensor(layer + ".lora_down.weight", 3, 8), tensor(layer + ".lora_up.weight", 8, 3))
                .toBytes();
        for (int length = 0; length < bytes.length; length += 7) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> LoraFactors.fromBytes(cut)).isInstanceOf(CheckpointException.class);
        }
    }

    private static LoraMerge match(LoraFactors factors, double scale) {
        return LoraMerge.match(List.of(new ScaledLora("style", factors, scale)), NETWORKS, LoraMerge.Unmatched.REFUSE);
    }

    private LoraFactors read(Tensor... tensors) throws IOException {
        Path file = folder.resolve("lora.safetensors");
        SafetensorsWriter.write(file, List.of(tensors), Map.of());
        return LoraFactors.read(file);
    }

    private Tensor tensor(String name, long... shape) {
        List<Long> dimensions = new ArrayList<>();
        for (long dimension : shape) {
            dimensions.add(dimension);
        }
        return TinyNetworks.random(name, ElementType.F32, dimensions, random);
    }

    /** The formula, word for word, in double precision. */
    private static float[] oracle(Tensor weight, Tensor down, Tensor up, int rank, double factor) {
        float[] w = weight.toFloats();
        float[] d = down.toFloats();
        float[] u = up.toFloats();
        int rows = u.length / rank;
        int columns = d.length / rank;
        float[] merged = new float[w.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double sum = 0;
                for (int r = 0; r < rank; r++) {
                    sum += (double) u[row * rank + r] * d[r * columns + column];
                }
                merged[row * columns + column] = (float) (w[row * columns + column] + factor * sum);
            }
        }
        return merged;
    }
}
