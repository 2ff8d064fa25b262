package io.framefarm.worker.checkpoint;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One named, row-major tensor of a checkpoint; cheap to hold, its bytes are mapped when they are asked for. */
public record Tensor(String name, ElementType type, List<Long> shape, TensorBytes storage) {
    public Tensor {
        shape = List.copyOf(shape);
        long expected = sizeBytes(name, type, shape);
        if (expected != storage.sizeBytes()) {
            throw new CheckpointException("tensor " + name + ": " + type + " " + shape + " needs " + expected
                    + " bytes, but " + storage.sizeBytes() + " are stored");
        }
    }

    /** The bytes that a tensor takes; refuses negative dimensions and sizes that overflow. */
    public static long sizeBytes(String name, ElementType type, List<Long> shape) {
        try {
            long size = type.sizeBytes();
            for (long dimension : shape) {
                if (dimension < 0) {
                    throw new CheckpointException("tensor " + name + ": shape " + shape + " has a negative dimension");
                }
                size = Math.multiplyExact(size, dimension);
            }
            return size;
        } catch (ArithmeticException e) {
            throw new CheckpointException("tensor " + name + ": shape " + shape + " overflows 64 bits", e);
        }
    }

    public long sizeBytes() {
        return storage.sizeBytes();
    }

    public long elementCount() {
        return sizeBytes() / type.sizeBytes();
    }

    public long dimension(int axis) {
        return shape.get(axis);
    }

    /** The place in a file that ONNX Runtime can read the tensor from; empty if it exists in memory only. */
    public Optional<FileRegion> region() {
        return storage instanceof FileRegion region ? Optional.of(region) : Optional.empty();
    }

    /** A fresh read-only, direct, little-endian view of the bytes. */
    public ByteBuffer bytes() {
        return storage.open();
    }

    /** A tensor in direct memory, each value rounded to the nearest of its element type. */
    public static Tensor ofFloats(String name, ElementType type, List<Long> shape, float[] values) {
        return new Tensor(name, type, shape, new MemoryBytes(Floats.write(values, type)));
    }

    /** The same in 32-bit floats with changes added, which are computed when the bytes are asked for. */
    public Tensor inFloats(List<LowRank> changes) {
        return type == ElementType.F32 && changes.isEmpty()
                ? this
                : new Tensor(name, ElementType.F32, shape, new AdaptedBytes(this, changes));
    }

    /** Whether a linear layer may multiply with it; convolutions of single pixels are stored with sides of 1. */
    public boolean isMatrix() {
        return type.isFloatingPoint()
                && shape.size() > 1
                && shape.subList(2, shape.size()).stream().allMatch(side -> side == 1);
    }

    public float[] toFloats() {
        return Floats.read(bytes(), type);
    }

    public Tensor withName(String newName) {
        return new Tensor(newName, type, shape, storage);
    }

    /** Some rows, from {@code start} to before {@code end}, without a copy where the tensor is in a file. */
    public Tensor rows(long start, long end) {
        String part = name + "[" + start + ":" + end + "]";
        if (storage instanceof AdaptedBytes adapted) {
            return adapted.rows(start, end).withName(part);
        }
        long rowBytes = sizeBytes() / shape.get(0);
        List<Long> partShape = new ArrayList<>(shape);
        partShape.set(0, end - start);
        return new Tensor(part, type, partShape, part(start * rowBytes, (end - start) * rowBytes));
    }

    private TensorBytes part(long start, long length) {
        if (storage instanceof FileRegion region) {
            return region.part(start, length);
        }
        return storage instanceof MemoryBytes memory
                ? memory.part(start, length)
                : new MemoryBytes(bytes().slice(Math.toIntExact(start), Math.toIntExact(length)));
    }

    /** The same bytes seen in another shape of as many elements. */
    public Tensor withShape(List<Long> newShape) {
        return new Tensor(name, type, newShape, storage);
    }
}
