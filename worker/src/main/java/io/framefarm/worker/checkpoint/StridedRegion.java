package io.framefarm.worker.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A tensor whose elements do not lie in row-major order, such as a transposed view; they are copied into order each
 * time they are opened, so that reading a header never costs more than the header.
 *
 * @param strides distance between neighbours in each dimension, in elements
 */
record StridedRegion(FileRegion elements, int elementBytes, List<Long> shape, List<Long> strides)
        implements TensorBytes {
    StridedRegion {
        shape = List.copyOf(shape);
        strides = List.copyOf(strides);
    }

    @Override
    public long sizeBytes() {
        return shape.stream().mapToLong(Long::longValue).reduce(elementBytes, Math::multiplyExact);
    }

    @Override
    public ByteBuffer open() {
        ByteBuffer source = elements.open();
        ByteBuffer target = ByteBuffer.allocateDirect(Math.toIntExact(sizeBytes()));
        copy(source, target, 0, 0);
        return target.flip().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    private void copy(ByteBuffer source, ByteBuffer target, int axis, long offset) {
        if (axis == shape.size()) {
            target.put(target.position(), source, Math.toIntExact(offset * elementBytes), elementBytes);
            target.position(target.position() + elementBytes);
            return;
        }
        for (long i = 0; i < shape.get(axis); i++) {
            copy(source, target, axis + 1, offset + i * strides.get(axis));
        }
    }
}
