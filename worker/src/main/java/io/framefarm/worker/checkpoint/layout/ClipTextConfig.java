package io.framefarm.worker.checkpoint.layout;

import java.util.List;
import java.util.Map;

/**
 * The text encoder of CLIP (Radford et al. 2021, arXiv:2103.00020).
 *
 * @param positions the longest text in tokens
 */
public record ClipTextConfig(
        int vocabulary,
        int positions,
        int width,
        int innerWidth,
        int layers,
        int heads,
        Activation activation,
        double normEpsilon)
        implements NetworkConfig {
    /** CLIP ViT-L/14's text encoder, which Stable Diffusion 1.x uses. */
    public static final ClipTextConfig VIT_L_14 =
            new ClipTextConfig(49_408, 77, 768, 3_072, 12, 12, Activation.QUICK_GELU, 1e-5);

    /** The activation inside the feed-forward layers. */
    public enum Activation {
        /** {@code x * sigmoid(1.702 x)}. */
        QUICK_GELU,
        /** The exact form with the error function. */
        GELU
    }

    public ClipTextConfig {
        Checks.positive("text encoder", "layers", layers);
        Checks.divides("text encoder", "heads", heads, List.of(width));
    }

    @Override
    public Map<String, List<Long>> tensorShapes() {
        Shapes shapes = new Shapes();
        shapes.put("text_model.embeddings.token_embedding.weight", vocabulary, width);
        shapes.put("text_model.embeddings.position_embedding.weight", positions, width);
        for (int i = 0; i < layers; i++) {
            String layer = "text_model.encoder.layers." + i;
            shapes.norm(layer + ".layer_norm1", width);
            shapes.linear(layer + ".self_attn.q_proj", width, width);
            shapes.linear(layer + ".self_attn.k_proj", width, width);
            shapes.linear(layer + ".self_attn.v_proj", width, width);
            shapes.linear(layer + ".self_attn.out_proj", width, width);
            shapes.norm(layer + ".layer_norm2", width);
            shapes.linear(layer + ".mlp.fc1", width, innerWidth);
            shapes.linear(layer + ".mlp.fc2", innerWidth, width);
        }
        shapes.norm("text_model.final_layer_norm", width);
        return shapes.toMap();
    }
}
