package io.framefarm.worker.checkpoint.layout;

import io.framefarm.worker.checkpoint.CheckpointException;
import io.framefarm.worker.checkpoint.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds the CLIP text encoder in a file and tells its architecture. */
final class ReadClipText {
    private static final Pattern PREFIXES = Pattern.compile(
            "(state_dict\\.|module\\.|cond_stage_model\\.transformer\\.|text_encoder\\.|text_model\\.)*");
    private static final String PROBE = "embeddings.token_embedding.weight";
    private static final String POSITION_IDS = "embeddings.position_ids";
    private static final String CANONICAL_PREFIX = "text_model.";

    private ReadClipText() {}

    static boolean isIn(Component component) {
        return component.beside(PROBE, PREFIXES).isPresent();
    }

    static NetworkWeights<ClipTextConfig> read(Component component, Assumptions assumptions) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        component
                .beside(PROBE, PREFIXES)
                .orElseThrow(() -> component.notFound("CLIP text encoder", PROBE))
                .forEach((name, tensor) -> tensors.put(CANONICAL_PREFIX + name, tensor));
        // The numbers 0, 1, 2, ..., which older versions of transformers stored.
        tensors.remove(CANONICAL_PREFIX + POSITION_IDS);
        ClipTextConfig config = config(new Probe(component.file(), tensors), component.config(), assumptions);
        return ExactTensors.check("text encoder", component.file(), config, tensors);
    }

    private static ClipTextConfig config(Probe probe, ComponentJson json, Assumptions assumptions) {
        String embeddings = CANONICAL_PREFIX + "embeddings.";
        String layers = CANONICAL_PREFIX + "encoder.layers.";
        return new ClipTextConfig(
                probe.dimension(embeddings + "token_embedding.weight", 0),
                probe.dimension(embeddings + "position_embedding.weight", 0),
                probe.dimension(embeddings + "token_embedding.weight", 1),
                probe.dimension(layers + "0.mlp.fc1.weight", 0),
                probe.count(i -> layers + i + ".layer_norm1.weight"),
                json.integer("num_attention_heads", assumptions.textHeads()),
                activation(json, assumptions),
                json.number("layer_norm_eps", 1e-5));
    }

    private static ClipTextConfig.Activation activation(ComponentJson json, Assumptions assumptions) {
        if (!json.has("hidden_act")) {
            return assumptions.textActivation();
        }
        String name = json.text("hidden_act", "");
        return switch (name) {
            case "quick_gelu" -> ClipTextConfig.Activation.QUICK_GELU;
            case "gelu" -> ClipTextConfig.Activation.GELU;
            default ->
                throw new CheckpointException(
                        json.file() + ": hidden_act is " + name + "; quick_gelu and gelu are known");
        };
    }
}
