package io.framefarm.worker.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * 32-bit floats of another tensor with low-rank changes added to it. They are computed each time they are opened, unless
 * someone with a faster way computes them from the parts.
 */
public record AdaptedBytes(Tensor original, List<LowRank> changes) implements TensorBytes {
    public AdaptedBytes {
        changes = List.copyOf(changes);
    }

    @Override
    public long sizeBytes() {
        return original.elementCount() * ElementType.F32.sizeBytes();
    }

    @Override
    public ByteBuffer open() {
        return Floats.write(floats(), ElementType.F32).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    Tensor rows(long start, long end) {
        return original.rows(start, end)
                .inFloats(changes.stream()
                        .map(change -> new LowRank(change.factor(), change.up().rows(start, end), change.down()))
                        .toList());
    }

    private float[] floats() {
        float[] values = original.toFloats();
        changes.forEach(change -> LowRankProduct.add(values, change));
        return values;
    }
}
