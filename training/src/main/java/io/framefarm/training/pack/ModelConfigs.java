package io.framefarm.training.pack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framefarm.training.network.ControlNet;
import io.framefarm.training.network.TextConfig;
import io.framefarm.training.network.UNetConfig;
import io.framefarm.training.network.Vae;
import io.framefarm.training.network.VaeConfig;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The configuration files of a Stable Diffusion folder, with the keys that loaders read. */
final class ModelConfigs {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SAMPLE_SIDE = 8;

    private ModelConfigs() {}

    static String unet(UNetConfig config) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("_class_name", "UNet2DConditionModel");
        keys.put("in_channels", UNetConfig.LATENT_CHANNELS);
        keys.put("out_channels", UNetConfig.LATENT_CHANNELS);
        keys.put("sample_size", SAMPLE_SIDE);
        keys.put("block_out_channels", config.widths());
        keys.put("layers_per_block", 2);
        keys.put("norm_num_groups", config.groups());
        keys.put("norm_eps", 1e-5);
        keys.put("attention_head_dim", config.heads()); // the field means the number of heads, as in Stable Diffusion
        keys.put("cross_attention_dim", config.textWidth());
        keys.put(
                "down_block_types",
                List.of("CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "DownBlock2D"));
        keys.put(
                "up_block_types",
                List.of("UpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D"));
        keys.put("mid_block_type", "UNetMidBlock2DCrossAttn");
        keys.put("act_fn", "silu");
        keys.put("flip_sin_to_cos", true);
        keys.put("freq_shift", 0);
        keys.put("downsample_padding", 1);
        return text(keys);
    }

    static String controlNet(UNetConfig config) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("_class_name", "ControlNetModel");
        keys.put("in_channels", UNetConfig.LATENT_CHANNELS);
        keys.put("conditioning_channels", 3);
        keys.put("conditioning_embedding_out_channels", ControlNet.HINT_WIDTHS);
        keys.put("block_out_channels", config.widths());
        keys.put("layers_per_block", 2);
        keys.put("norm_num_groups", config.groups());
        keys.put("norm_eps", 1e-5);
        keys.put("attention_head_dim", config.heads()); // means the number of heads, as in the UNet's
        keys.put("cross_attention_dim", config.textWidth());
        keys.put(
                "down_block_types",
                List.of("CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "DownBlock2D"));
        keys.put("mid_block_type", "UNetMidBlock2DCrossAttn");
        keys.put("act_fn", "silu");
        return text(keys);
    }

    static String vae(VaeConfig config) {
        Map<String, Object> keys = new LinkedHashMap<>();
        int levels = config.widths().size();
        keys.put("_class_name", "AutoencoderKL");
        keys.put("in_channels", 3);
        keys.put("out_channels", 3);
        keys.put("latent_channels", UNetConfig.LATENT_CHANNELS);
        keys.put("block_out_channels", config.widths());
        keys.put("layers_per_block", 2);
        keys.put("norm_num_groups", config.groups());
        keys.put("down_block_types", Collections.nCopies(levels, "DownEncoderBlock2D"));
        keys.put("up_block_types", Collections.nCopies(levels, "UpDecoderBlock2D"));
        keys.put("act_fn", "silu");
        keys.put("sample_size", 64);
        keys.put("scaling_factor", Vae.SCALING_FACTOR);
        return text(keys);
    }

    static String textEncoder(TextConfig config) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("architectures", List.of("CLIPTextModel"));
        keys.put("model_type", "clip_text_model");
        keys.put("vocab_size", config.vocabulary());
        keys.put("hidden_size", config.width());
        keys.put("intermediate_size", 4 * config.width());
        keys.put("num_hidden_layers", config.layers());
        keys.put("num_attention_heads", config.heads());
        keys.put("max_position_embeddings", config.words());
        keys.put("hidden_act", "quick_gelu");
        keys.put("layer_norm_eps", 1e-5);
        keys.put("projection_dim", config.width());
        keys.put("bos_token_id", config.vocabulary() - 2);
        keys.put("eos_token_id", config.vocabulary() - 1);
        keys.put("pad_token_id", config.vocabulary() - 1);
        return text(keys);
    }

    static String scheduler() {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("_class_name", "DDIMScheduler");
        keys.put("num_train_timesteps", 1000);
        keys.put("beta_start", 0.00085);
        keys.put("beta_end", 0.012);
        keys.put("beta_schedule", "linear");
        keys.put("steps_offset", 1);
        keys.put("clip_sample", false);
        keys.put("set_alpha_to_one", false);
        keys.put("prediction_type", "epsilon");
        return text(keys);
    }

    static String index() {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("_class_name", "StableDiffusionPipeline");
        keys.put("scheduler", List.of("diffusers", "DDIMScheduler"));
        keys.put("text_encoder", List.of("transformers", "CLIPTextModel"));
        keys.put("tokenizer", List.of("transformers", "CLIPTokenizer"));
        keys.put("unet", List.of("diffusers", "UNet2DConditionModel"));
        keys.put("vae", List.of("diffusers", "AutoencoderKL"));
        return text(keys);
    }

    private static String text(Map<String, Object> keys) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(keys) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("plain values cannot be written as JSON", impossible);
        }
    }
}
