package io.framefarm.worker.network.clip;

import io.framefarm.worker.checkpoint.layout.ClipTextConfig;
import io.framefarm.worker.checkpoint.layout.NetworkWeights;
import io.framefarm.worker.network.Block;
import io.framefarm.worker.onnx.Graph;
import io.framefarm.worker.onnx.GraphBuilder;
import io.framefarm.worker.onnx.Layers;
import io.framefarm.worker.onnx.Operators;
import io.framefarm.worker.onnx.Value;

/**
 * The text encoder from token embeddings on. {@link TokenEmbeddings} looks those up, so that a textual inversion can put
 * vectors of its own among them.
 */
public final class ClipTextGraph {
    /** Input: [batch, tokens, width]. */
    public static final String TOKEN_EMBEDDINGS = "token_embeddings";

    /** Output: [batch, tokens, width]. */
    public static final String LAST_HIDDEN_STATE = "last_hidden_state";

    private final ClipTextConfig config;
    private final Block model;

    private ClipTextGraph(NetworkWeights<ClipTextConfig> weights, Operators operators) {
        this.config = weights.config();
        this.model = Block.root(new GraphBuilder(operators), weights).at("text_model");
    }

    /**
     * Builds the graph.
     *
     * @param skippedLayers how many of the last layers are left out ("clip skip"); the final norm always applies
     */
    public static Graph build(
            NetworkWeights<ClipTextConfig> weights, int batch, int skippedLayers, Operators operators) {
        if (skippedLayers < 0 || skippedLayers >= weights.config().layers()) {
            throw new IllegalArgumentException("clip skip: " + skippedLayers + " (allowed: 0 to "
                    + (weights.config().layers() - 1) + ")");
        }
        return new ClipTextGraph(weights, operators).graph(batch, skippedLayers);
    }

    private Graph graph(int batch, int skippedLayers) {
        Value tokens = model.graph().input(TOKEN_EMBEDDINGS, batch, config.positions(), config.width());
        Block embeddings = model.at("embeddings");
        Value x = embeddings.label(tokens.in(embeddings.path())
                .add(embeddings.at("position_embedding").weight("weight"))); // [batch, tokens, width]
        for (int i = 0; i < config.layers() - skippedLayers; i++) {
            x = layer(model.at("encoder").at("layers", i), x);
        }
        Value result = model.at("final_layer_norm").layerNorm(x, config.normEpsilon());
        model.graph().output(LAST_HIDDEN_STATE, result);
        return model.graph().build();
    }

    private Value layer(Block layer, Value x) {
        Value attended =
                selfAttention(layer.at("self_attn"), layer.at("layer_norm1").layerNorm(x, config.normEpsilon()));
        Value middle = x.add(attended);
        Value fed = feedForward(layer.at("mlp"), layer.at("layer_norm2").layerNorm(middle, config.normEpsilon()));
        return layer.label(middle.add(fed));
    }

    private Value selfAttention(Block block, Value x) {
        Value q = block.at("q_proj").linear(x);
        Value k = block.at("k_proj").linear(x);
        Value v = block.at("v_proj").linear(x);
        return block.at("out_proj").linear(Layers.attention(q, k, v, config.heads(), true));
    }

    private Value feedForward(Block block, Value x) {
        Value inner = block.at("fc1").linear(x); // [batch, tokens, innerWidth]
        Value active = switch (config.activation()) {
            case QUICK_GELU -> inner.quickGelu();
            case GELU -> inner.gelu();
        };
        return block.at("fc2").linear(active);
    }
}
