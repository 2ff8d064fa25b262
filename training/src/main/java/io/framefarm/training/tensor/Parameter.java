package io.framefarm.training.tensor;

import java.util.List;

/** A named tensor to be learned: its shape and the distribution it starts from. */
public record Parameter(String name, List<Long> shape, Start start, double spread) {
    /** How the values of a new parameter are drawn. */
    public enum Start {
        /** All equal to the spread. */
        CONSTANT,
        /** Uniform between minus and plus the spread. */
        UNIFORM,
        /** Gaussian of mean zero whose deviation is the spread. */
        NORMAL
    }

    public Parameter {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a parameter has a name");
        }
        shape = List.copyOf(shape);
        if (shape.stream().anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException("parameter " + name + ": shape " + shape + " has an empty dimension");
        }
    }

    public long elements() {
        return shape.stream().reduce(1L, (a, b) -> a * b);
    }

    long[] dimensions() {
        return shape.stream().mapToLong(Long::longValue).toArray();
    }
}
