package io.framefarm.worker.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Bytes that are in no file: a tensor that was computed. */
public final class MemoryBytes implements TensorBytes {
    private final ByteBuffer bytes;

    /** Takes the remaining bytes of a buffer that nobody writes to any more. */
    public MemoryBytes(ByteBuffer bytes) {
        this.bytes = bytes.slice().asReadOnlyBuffer();
    }

    @Override
    public long sizeBytes() {
        return bytes.capacity();
    }

    @Override
    public ByteBuffer open() {
        return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }
}
