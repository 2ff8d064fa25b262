package io.framefarm.worker.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Bytes that are in no file: a tensor that was computed. Two are equal if they are the same place in memory. */
public final class MemoryBytes implements TensorBytes {
    private final ByteBuffer whole;
    private final int start;
    private final int sizeBytes;

    /** Takes the remaining bytes of a buffer that nobody writes to any more. */
    public MemoryBytes(ByteBuffer bytes) {
        this(bytes.slice().asReadOnlyBuffer(), 0, bytes.remaining());
    }

    private MemoryBytes(ByteBuffer whole, int start, int sizeBytes) {
        this.whole = whole;
        this.start = start;
        this.sizeBytes = sizeBytes;
    }

    MemoryBytes part(long from, long length) {
        return new MemoryBytes(whole, Math.toIntExact(start + from), Math.toIntExact(length));
    }

    @Override
    public long sizeBytes() {
        return sizeBytes;
    }

    @Override
    public ByteBuffer open() {
        return whole.slice(start, sizeBytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // buffers with the same bytes are two places
    public boolean equals(Object other) {
        return other instanceof MemoryBytes bytes
                && bytes.whole == whole
                && bytes.start == start
                && bytes.sizeBytes == sizeBytes;
    }

    @Override
    public int hashCode() {
        return 31 * System.identityHashCode(whole) + start;
    }
}
