package io.framefarm.worker.checkpoint;

import java.nio.ByteBuffer;

/** Where the bytes of a tensor are. */
public sealed interface TensorBytes permits AdaptedBytes, ComputedBytes, FileRegion, MemoryBytes, StridedRegion {
    long sizeBytes();

    /** A fresh read-only, direct, little-endian view of the bytes. */
    ByteBuffer open();
}
