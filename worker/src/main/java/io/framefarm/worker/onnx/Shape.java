package io.framefarm.worker.onnx;

import java.util.ArrayList;
import java.util.List;

/** The dimensions of a tensor, all known: a graph is built for one size. */
public record Shape(List<Long> dims) {
    public Shape {
        dims = List.copyOf(dims);
        for (long dim : dims) {
            if (dim < 1) {
                throw new IllegalArgumentException("shape " + dims + " has a dimension below 1");
            }
        }
    }

    public static Shape of(long... dims) {
        List<Long> list = new ArrayList<>();
        for (long dim : dims) {
            list.add(dim);
        }
        return new Shape(list);
    }

    public int rank() {
        return dims.size();
    }

    /** The size of an axis; a negative axis counts from the end. */
    public long dim(int axis) {
        return dims.get(axis < 0 ? rank() + axis : axis);
    }

    public long elements() {
        return dims.stream().reduce(1L, Math::multiplyExact);
    }

    public Shape with(int axis, long size) {
        List<Long> changed = new ArrayList<>(dims);
        changed.set(axis < 0 ? rank() + axis : axis, size);
        return new Shape(changed);
    }

    public long[] toArray() {
        return dims.stream().mapToLong(Long::longValue).toArray();
    }

    /** The shape of an elementwise operation's result (NumPy broadcasting). */
    Shape broadcast(Shape other) {
        int rank = Math.max(rank(), other.rank());
        List<Long> result = new ArrayList<>();
        for (int axis = -rank; axis < 0; axis++) {
            long mine = -axis > rank() ? 1 : dim(axis);
            long theirs = -axis > other.rank() ? 1 : other.dim(axis);
            if (mine != theirs && mine != 1 && theirs != 1) {
                throw new IllegalArgumentException("shapes " + this + " and " + other + " do not broadcast");
            }
            result.add(Math.max(mine, theirs));
        }
        return new Shape(result);
    }

    @Override
    public String toString() {
        return dims.toString();
    }
}
