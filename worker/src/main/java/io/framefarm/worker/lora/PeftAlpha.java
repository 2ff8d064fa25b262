package io.framefarm.worker.lora;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.framefarm.worker.checkpoint.Checkpoint;
import io.framefarm.worker.checkpoint.CheckpointException;

/** The alpha that peft writes into the file's metadata instead of beside each layer; without it alpha is the rank. */
record PeftAlpha(JsonNode settings) {
    private static final String KEY = "lora_adapter_metadata";

    static PeftAlpha of(Checkpoint file) {
        String json = file.metadata().getOrDefault(KEY, "");
        if (json.isEmpty()) {
            return new PeftAlpha(MissingNode.getInstance());
        }
        try {
            JsonNode settings = new ObjectMapper().readTree(json);
            for (String part : new String[] {"unet.", "text_encoder."}) {
                if (!settings.path(part + "alpha_pattern").isEmpty()) {
                    throw new CheckpointException(file.file() + ": " + KEY + " gives " + part
                            + "alpha_pattern, which is not supported; one alpha for all layers is");
                }
            }
            return new PeftAlpha(settings);
        } catch (JacksonException e) {
            throw new CheckpointException(file.file() + ": " + KEY + " is not valid JSON", e);
        }
    }

    double factor(String layer, int rank) {
        String part = layer.startsWith("lora_te_") ? "text_encoder." : "unet.";
        JsonNode alpha = settings.path(part + "lora_alpha");
        boolean squareRoot = settings.path(part + "use_rslora").asBoolean(false);
        return alpha.isNumber() ? alpha.doubleValue() / (squareRoot ? Math.sqrt(rank) : rank) : 1;
    }
}
