package io.framefarm.training.tensor;

import java.util.List;

/** A tensor as it lies in a file; the values are not copied. */
@SuppressWarnings("ArrayRecordComponent") // never compared, and copies would double the memory of a checkpoint
public record StoredTensor(List<Long> shape, float[] values) {
    public StoredTensor {
        shape = List.copyOf(shape);
        long elements = shape.stream().reduce(1L, (a, b) -> a * b);
        if (elements != values.length) {
            throw new IllegalArgumentException("shape " + shape + " does not hold " + values.length + " values");
        }
    }

    public static StoredTensor scalar(float value) {
        return new StoredTensor(List.of(), new float[] {value});
    }
}
