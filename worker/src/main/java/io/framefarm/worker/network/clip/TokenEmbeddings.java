package io.framefarm.worker.network.clip;

import io.framefarm.worker.checkpoint.MemoryBytes;
import io.framefarm.worker.checkpoint.Tensor;
import io.framefarm.worker.checkpoint.layout.ClipTextConfig;
import io.framefarm.worker.checkpoint.layout.NetworkWeights;
import java.nio.ByteBuffer;
import java.util.List;

/** The embedding table of a text encoder; reads only the rows it is asked for. */
public final class TokenEmbeddings {
    private final Tensor table;
    private final ByteBuffer bytes;

    public TokenEmbeddings(NetworkWeights<ClipTextConfig> weights) {
        this.table = weights.tensor("text_model.embeddings.token_embedding.weight");
        this.bytes = table.bytes();
    }

    public int vocabulary() {
        return (int) table.dimension(0);
    }

    public int width() {
        return (int) table.dimension(1);
    }

    /** The embeddings of some tokens, [ids, width]. */
    public float[] lookUp(long... ids) {
        float[] result = new float[Math.multiplyExact(ids.length, width())];
        for (int i = 0; i < ids.length; i++) {
            float[] row = row(ids[i]);
            System.arraycopy(row, 0, result, i * width(), row.length);
        }
        return result;
    }

    private float[] row(long id) {
        if (id < 0 || id >= vocabulary()) {
            throw new IllegalArgumentException("token id " + id + " (allowed: 0 to " + (vocabulary() - 1) + ")");
        }
        int size = width() * table.type().sizeBytes();
        ByteBuffer row = bytes.slice(Math.toIntExact(id * size), size);
        return new Tensor("token " + id, table.type(), List.of((long) width()), new MemoryBytes(row)).toFloats();
    }
}
