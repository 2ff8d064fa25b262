package io.framefarm.training.network;

import io.framefarm.training.tensor.Weights;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The text model of CLIP (Radford et al., arXiv 2103.00020): causal, its last layer normalised. */
public final class TextEncoder {
    private static final double QUICK_GELU = 1.702;

    private final TextConfig config;
    private final String tokenTable;
    private final String positionTable;
    private final List<Layer> layers = new ArrayList<>();
    private final LayerNorm finalNorm;

    private record Layer(LayerNorm norm1, Attention attention, LayerNorm norm2, Linear fc1, Linear fc2) {
        Tensor apply(Weights weights, Tensor x) {
            Tensor h = x.add(attention.toItself(weights, norm1.apply(weights, x), true));
            Tensor inner = fc1.apply(weights, norm2.apply(weights, h));
            Tensor active = inner.mul(inner.mul(new Scalar(QUICK_GELU)).sigmoid());
            return h.add(fc2.apply(weights, active));
        }
    }

    public TextEncoder(TextConfig config, Scope scope) {
        this.config = config;
        Scope model = scope.within("text_model");
        Scope embeddings = model.within("embeddings");
        tokenTable = embeddings.embedding("token_embedding", config.vocabulary(), config.width(), 0.5);
        positionTable = embeddings.embedding("position_embedding", config.words(), config.width(), 0.1);
        for (int i = 0; i < config.layers(); i++) {
            layers.add(layer(model.within("encoder.layers").within(i)));
        }
        finalNorm = model.layerNorm("final_layer_norm", config.width());
    }

    private Layer layer(Scope scope) {
        int width = config.width();
        return new Layer(
                scope.layerNorm("layer_norm1", width),
                Attention.ofClip(scope.within("self_attn"), width, config.heads()),
                scope.layerNorm("layer_norm2", width),
                scope.linear("mlp.fc1", width, 4 * width),
                scope.linear("mlp.fc2", 4 * width, width));
    }

    /** Token ids [m, words] to [m, words, width]. */
    public Tensor encode(Weights weights, Tensor ids) {
        Tensor x = torch.embedding(weights.get(tokenTable), ids)
                .add(weights.get(positionTable).narrow(0, 0, ids.size(1)));
        for (Layer layer : layers) {
            x = layer.apply(weights, x);
        }
        return finalNorm.apply(weights, x);
    }
}
