package io.framefarm.worker.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Supplier;

/** Bytes that are made each time they are opened, such as random weights of gigabytes that are written once. */
public record ComputedBytes(long sizeBytes, Supplier<ByteBuffer> compute) implements TensorBytes {
    @Override
    public ByteBuffer open() {
        ByteBuffer bytes = compute.get();
        if (bytes.remaining() != sizeBytes) {
            throw new IllegalStateException(
                    bytes.remaining() + " bytes were computed, where " + sizeBytes + " were announced");
        }
        return bytes.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }
}
