package io.framefarm.training.pack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framefarm.training.stage.DemoNetworks;
import io.framefarm.training.tensor.Parameters;
import io.framefarm.training.tensor.SafetensorsFile;
import io.framefarm.training.vocabulary.Vocabulary;
import io.framefarm.training.vocabulary.WorldVocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {
    @TempDir
    private static Path folder;

    @BeforeAll
    static void write() throws IOException {
        Vocabulary vocabulary = WorldVocabulary.learn();
        DemoNetworks networks = new DemoNetworks(vocabulary.size());
        ModelFolder model = new ModelFolder(folder, networks);
        model.writeBase(
                vocabulary,
                Parameters.initial(networks.textLayout(), new SplittableRandom(1)),
                Parameters.initial(networks.unetLayout(), new SplittableRandom(2)),
                Parameters.initial(networks.vaeLayout(), new SplittableRandom(3)));
        model.writeMotion("motion", Parameters.initial(networks.motionLayout(), new SplittableRandom(4)));
        model.writePack(PackDescription.distilled(networks.unetConfig(), true));
        model.writeLora("lora", networks.lora(), Parameters.initial(networks.loraLayout(), new SplittableRandom(5)));
        model.writeLora(
                "style_lora",
                networks.styleLora(),
                Parameters.initial(networks.styleLayout(), new SplittableRandom(6)));
    }

    @Test
    void theBaseIsAStableDiffusionFolder() throws IOException {
        assertThat(keys("base/unet/diffusion_pytorch_model.safetensors"))
                .hasSize(686)
                .contains("conv_in.weight", "up_blocks.1.attentions.0.transformer_blocks.0.ff.net.0.proj.weight");
        assertThat(keys("base/vae/diffusion_pytorch_model.safetensors"))
                .contains("quant_conv.bias", "decoder.mid_block.attentions.0.to_out.0.weight");
        assertThat(keys("base/text_encoder/model.safetensors"))
                .contains("text_model.embeddings.token_embedding.weight", "text_model.final_layer_norm.bias");
        assertThat(folder.resolve("base/tokenizer/vocab.json")).exists();
        assertThat(json("base/model_index.json").get("unet").get(1).asText()).isEqualTo("UNet2DConditionModel");
    }

    @Test
    void configurationsSayTheSizesOfTheTensors() throws IOException {
        SafetensorsFile unet = SafetensorsFile.read(folder.resolve("base/unet/diffusion_pytorch_model.safetensors"));
        SafetensorsFile text = SafetensorsFile.read(folder.resolve("base/text_encoder/model.safetensors"));
        JsonNode unetConfig = json("base/unet/config.json");
        JsonNode textConfig = json("base/text_encoder/config.json");

        assertThat(unet.tensor("conv_in.weight").shape().get(0))
                .isEqualTo(unetConfig.get("block_out_channels").get(0).asLong());
        assertThat(unet.tensor("mid_block.attentions.0.transformer_blocks.0.attn2.to_k.weight")
                        .shape()
                        .get(1))
                .isEqualTo(unetConfig.get("cross_attention_dim").asLong());
        assertThat(text.tensor("text_model.embeddings.token_embedding.weight").shape())
                .isEqualTo(List.of(
                        textConfig.get("vocab_size").asLong(),
                        textConfig.get("hidden_size").asLong()));
    }

    @Test
    void motionModulesHaveAnimateDiffsKeys() throws IOException {
        assertThat(keys("motion.safetensors"))
                .hasSize(546)
                .contains(
                        "down_blocks.0.motion_modules.1.temporal_transformer.norm.weight",
                        "mid_block.motion_modules.0.temporal_transformer.transformer_blocks.0.attention_blocks.1"
                                + ".to_out.0.bias",
                        "up_blocks.3.motion_modules.2.temporal_transformer.transformer_blocks.0.ff_norm.weight",
                        "up_blocks.0.motion_modules.0.temporal_transformer.transformer_blocks.0.norms.1.bias")
                .noneMatch(key -> key.contains("attn") || key.contains("pos_encoder"));
    }

    @Test
    void theLoraHasKohyasKeysForEachOfAnimateLcmsLayers() throws IOException {
        List<String> keys = keys("lora.safetensors");

        assertThat(keys.stream().filter(key -> key.endsWith(".alpha"))).hasSize(278);
        assertThat(keys)
                .hasSize(3 * 278)
                .contains(
                        "lora_unet_down_blocks_0_attentions_0_transformer_blocks_0_attn1_to_out_0.lora_up.weight",
                        "lora_unet_up_blocks_0_upsamplers_0_conv.lora_down.weight",
                        "lora_unet_mid_block_resnets_1_time_emb_proj.alpha");
    }

    @Test
    void thePackSaysWhatAMotionFileDoesNot() throws IOException {
        assertThat(Files.readString(folder.resolve("pack.yaml")))
                .contains(
                        "motion_norm_groups: 4",
                        "motion_heads: 4",
                        "sampler: lcm",
                        "path: lcm_motion.safetensors",
                        "name: style");
    }

    @Test
    void allFilesTogetherStaySmall() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            long bytes = files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
            assertThat(bytes).isLessThan(25_000_000);
        }
    }

    private static List<String> keys(String file) throws IOException {
        return List.copyOf(SafetensorsFile.read(folder.resolve(file)).tensors().keySet());
    }

    private static JsonNode json(String file) throws IOException {
        return new ObjectMapper().readTree(folder.resolve(file).toFile());
    }
}
