package io.framefarm.worker.engine;

import io.framefarm.worker.cache.CacheKey;
import io.framefarm.worker.cache.TensorCache;
import io.framefarm.worker.engine.NetworkCache.Lease;
import io.framefarm.worker.network.FloatTensor;
import io.framefarm.worker.network.NamedTensors;
import io.framefarm.worker.network.StopSignal;
import io.framefarm.worker.network.clip.ClipTextGraph;
import io.framefarm.worker.text.WeightedToken;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Runs the text encoder over a prompt's sequences, unless a worker of the farm has done so before. */
final class EmbedPrompt {

    private static final String CACHE_KIND = "text-embedding";
    /** Goes into the key: a change of what is stored or how it is computed must find nothing old. */
    private static final String VERSION = "text-embedding 1";

    private final BoundModel model;
    private final TensorCache cache;
    private final StopSignal stop;

    EmbedPrompt(BoundModel model, TensorCache cache, StopSignal stop) {
        this.model = model;
        this.cache = cache;
        this.stop = stop;
    }

    PromptEmbedding embed(String prompt) {
        List<List<WeightedToken>> sequences = model.tokens().sequences(prompt);
        int tokens = model.tokens().length();
        int width = model.textWidth();
        float[] values = new float[sequences.size() * tokens * width];
        for (int i = 0; i < sequences.size(); i++) {
            float[] sequence = weighted(sequences.get(i));
            System.arraycopy(sequence, 0, values, i * tokens * width, sequence.length);
        }
        return new PromptEmbedding(values, width);
    }

    /**
     * Emphasis moves a token's embedding away from what the empty prompt has at its place, or towards it below 1. Unlike
     * plain scaling it needs no correction of the mean afterwards, and other tokens stay as they are.
     */
    private float[] weighted(List<WeightedToken> sequence) {
        float[] encoded = encoded(sequence);
        if (sequence.stream().allMatch(token -> token.weight() == 1)) {
            return encoded;
        }
        float[] empty = encoded(model.tokens().sequences("").get(0));
        int width = model.textWidth();
        float[] weighted = new float[encoded.length];
        for (int i = 0; i < weighted.length; i++) {
            float weight = sequence.get(i / width).weight();
            weighted[i] = weight == 1 ? encoded[i] : empty[i] + weight * (encoded[i] - empty[i]);
        }
        return weighted;
    }

    private float[] encoded(List<WeightedToken> sequence) {
        int[] ids = sequence.stream().mapToInt(WeightedToken::id).toArray();
        int size = ids.length * model.textWidth();
        CacheKey key = key(ids);
        return cache.get(key)
                .filter(bytes -> bytes.length == size * Float.BYTES)
                .map(EmbedPrompt::toFloats)
                .orElseGet(() -> {
                    float[] values = run(ids);
                    cache.put(key, toBytes(values));
                    return values;
                });
    }

    private float[] run(int[] ids) {
        FloatTensor input = FloatTensor.of(model.tokenEmbeddings(ids), 1, ids.length, model.textWidth());
        try (Lease lease = model.textEncoder()) {
            return lease.run(NamedTensors.of(ClipTextGraph.TOKEN_EMBEDDINGS, input), stop)
                    .get(ClipTextGraph.LAST_HIDDEN_STATE)
                    .toArray();
        }
    }

    private CacheKey key(int[] ids) {
        ContentHash hash = new ContentHash().add(VERSION).add(model.textHash());
        for (int id : ids) {
            hash.add(id);
        }
        return new CacheKey(CACHE_KIND, hash.hex());
    }

    private static byte[] toBytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    private static float[] toFloats(byte[] bytes) {
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }
}
