package io.framefarm.worker.network.unet;

import io.framefarm.worker.network.Attention.KeysAndValues;
import io.framefarm.worker.network.Block;
import io.framefarm.worker.onnx.Value;
import java.util.HashMap;
import java.util.Map;

/**
 * What blocks are told besides the image: the time and the text. What a block makes of them is computed once for all
 * steps of a run.
 */
final class Told {
    private final Value time;
    private final Value text;
    private final Map<String, Value> shifts = new HashMap<>();
    private final Map<String, KeysAndValues> texts = new HashMap<>();

    /**
     * Tells nobody yet.
     *
     * @param time the activated time embeddings, [steps, timeWidth]
     * @param text [texts, tokens, contextWidth]
     */
    Told(Value time, Value text) {
        this.time = time;
        this.text = text;
    }

    /** What a resnet block adds at one step, [1, out, 1, 1]. */
    Value shift(Block resnet, int step) {
        Value all = shifts.computeIfAbsent(
                resnet.path(), path -> resnet.at("time_emb_proj").linear(time));
        return all.slice(0, step, step + 1).reshape(1, all.shape().dim(1), 1, 1);
    }

    /** What the text offers to a block that attends to it. */
    KeysAndValues text(Block attention) {
        return texts.computeIfAbsent(attention.path(), path -> KeysAndValues.of(attention, text));
    }
}
