package io.framefarm.worker.checkpoint;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The storages of a PyTorch archive, and the tensors that are views of them. */
record TorchStorages(Path file, String folder, Map<String, FileRegion> entries) {
    static final int MAX_DIMENSIONS = 16;

    /** One storage: a run of elements that tensors share. */
    record Storage(String key, ElementType type, FileRegion region) {
        long elements() {
            return region.sizeBytes() / type.sizeBytes();
        }
    }

    Storage storage(String key, ElementType type, long elements) {
        @Nullable FileRegion region = entries.get(folder + key);
        if (region == null) {
            throw new CheckpointException(
                    file + ": the pickle names storage " + key + ", but the archive has no entry " + folder + key);
        }
        if (elements < 0 || elements > region.sizeBytes() / type.sizeBytes()) {
            throw new CheckpointException(file + ": storage " + key + " should hold " + elements + " elements of "
                    + type + ", but entry " + folder + key + " has " + region.sizeBytes() + " bytes");
        }
        long sizeBytes = elements * type.sizeBytes();
        return new Storage(key, type, new FileRegion(file, region.offset(), sizeBytes));
    }

    /** A view: element (i, j, ...) lies at {@code offset + i * strides[0] + j * strides[1] + ...}. */
    Tensor tensor(Storage storage, long offset, List<Long> shape, List<Long> strides) {
        String what = "a view of storage " + storage.key();
        checkView(what, storage, offset, shape, strides);
        int width = storage.type().sizeBytes();
        long sizeBytes = Tensor.sizeBytes(file + ": " + what, storage.type(), shape);
        long start = storage.region().offset() + offset * width;
        if (sizeBytes == 0 || isRowMajor(shape, strides)) {
            return new Tensor(what, storage.type(), shape, new FileRegion(file, start, sizeBytes));
        }
        FileRegion rest = new FileRegion(file, start, (storage.elements() - offset) * width);
        return new Tensor(what, storage.type(), shape, new StridedRegion(rest, width, shape, strides));
    }

    private void checkView(String what, Storage storage, long offset, List<Long> shape, List<Long> strides) {
        if (shape.size() != strides.size()) {
            throw new CheckpointException(
                    file + ": " + what + " has the shape " + shape + " and the strides " + strides);
        }
        long count = Tensor.sizeBytes(file + ": " + what, ElementType.U8, shape);
        try {
            long last = offset;
            for (int axis = 0; axis < shape.size(); axis++) {
                if (strides.get(axis) < 0) {
                    throw new CheckpointException(file + ": " + what + " has negative strides " + strides);
                }
                last = Math.addExact(last, Math.multiplyExact(shape.get(axis) - 1, strides.get(axis)));
            }
            // More elements than the storage has would be the same ones over and over.
            boolean inside = offset >= 0
                    && offset <= storage.elements()
                    && (count == 0 || (last < storage.elements() && count <= storage.elements() - offset));
            if (!inside) {
                throw new CheckpointException(file + ": " + what + " with offset " + offset + ", shape " + shape
                        + " and strides " + strides + " goes beyond its " + storage.elements() + " elements");
            }
        } catch (ArithmeticException e) {
            throw new CheckpointException(
                    file + ": " + what + ": shape " + shape + " and strides " + strides + " overflow 64 bits", e);
        }
    }

    private static boolean isRowMajor(List<Long> shape, List<Long> strides) {
        long expected = 1;
        for (int axis = shape.size() - 1; axis >= 0; axis--) {
            if (shape.get(axis) != 1 && strides.get(axis) != expected) {
                return false;
            }
            expected *= shape.get(axis);
        }
        return true;
    }
}
