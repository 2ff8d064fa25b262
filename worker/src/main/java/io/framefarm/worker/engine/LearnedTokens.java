package io.framefarm.worker.engine;

import io.framefarm.worker.checkpoint.Checkpoint;
import io.framefarm.worker.checkpoint.Tensor;
import io.framefarm.worker.engine.pack.PackEmbedding;
import io.framefarm.worker.engine.pack.PackException;
import io.framefarm.worker.text.TriggerWords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The vectors of textual inversions, with ids from the end of the vocabulary on. */
final class LearnedTokens {

    private static final String A1111_PREFIX = "string_to_param.";
    private static final String SAFETENSORS_NAME = "emb_params";

    private final int firstId;
    private final List<float[]> vectors;
    private final TriggerWords triggers;

    private LearnedTokens(int firstId, List<float[]> vectors, TriggerWords triggers) {
        this.firstId = firstId;
        this.vectors = List.copyOf(vectors);
        this.triggers = triggers;
    }

    static LearnedTokens read(List<PackEmbedding> embeddings, int vocabulary, int width) throws IOException {
        List<float[]> vectors = new ArrayList<>();
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (PackEmbedding embedding : embeddings) {
            float[] values = tensor(embedding, width).toFloats();
            counts.put(embedding.trigger(), values.length / width);
            for (int at = 0; at < values.length; at += width) {
                float[] vector = new float[width];
                System.arraycopy(values, at, vector, 0, width);
                vectors.add(vector);
            }
        }
        return new LearnedTokens(vocabulary, vectors, new TriggerWords(vocabulary, counts));
    }

    /** The one tensor of the file, or the one under the name that trainers use. */
    private static Tensor tensor(PackEmbedding embedding, int width) throws IOException {
        Checkpoint file = Checkpoint.open(embedding.file().path());
        List<Tensor> candidates = file.tensors().values().stream()
                .filter(tensor -> tensor.type().isFloatingPoint())
                .toList();
        List<Tensor> named = candidates.stream()
                .filter(tensor ->
                        tensor.name().equals(SAFETENSORS_NAME) || tensor.name().startsWith(A1111_PREFIX))
                .toList();
        List<Tensor> chosen = named.isEmpty() ? candidates : named;
        if (chosen.size() != 1) {
            throw new PackException(file.file() + ": expected one embedding, found "
                    + chosen.stream().map(Tensor::name).toList());
        }
        Tensor tensor = chosen.get(0);
        int rank = tensor.shape().size();
        if (rank < 1 || rank > 2 || tensor.dimension(rank - 1) != width) {
            throw new PackException(file.file() + ": " + tensor.name() + " has the shape " + tensor.shape()
                    + " (expected [" + width + "] or [n, " + width + "], the text encoder's width)");
        }
        return tensor;
    }

    TriggerWords triggers() {
        return triggers;
    }

    boolean has(int id) {
        return id >= firstId && id < firstId + vectors.size();
    }

    float[] vector(int id) {
        return vectors.get(id - firstId);
    }

    ContentHash addTo(ContentHash hash) {
        for (float[] vector : vectors) {
            for (float value : vector) {
                hash.add(Float.floatToRawIntBits(value));
            }
        }
        return hash;
    }
}
