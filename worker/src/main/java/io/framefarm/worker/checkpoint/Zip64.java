package io.framefarm.worker.checkpoint;

import java.nio.ByteBuffer;

/** Size, stored size and place of a zip entry, with the 64-bit values from its extra field where 32 bits overflow. */
record Zip64(long size, long stored, long localAt) {
    private static final long OVERFLOWED = 0xffffffffL;
    private static final int EXTRA_ID = 1;

    static Zip64 read(ByteBuffer extra, long size, long stored, long localAt) {
        while (extra.remaining() >= 4) {
            int id = Short.toUnsignedInt(extra.getShort());
            int length = Math.min(Short.toUnsignedInt(extra.getShort()), extra.remaining());
            ByteBuffer values = extra.slice(extra.position(), length).order(extra.order());
            extra.position(extra.position() + length);
            if (id == EXTRA_ID) {
                return new Zip64(wide(values, size), wide(values, stored), wide(values, localAt));
            }
        }
        return new Zip64(size, stored, localAt);
    }

    /** The extra field holds only the values that overflowed, in this order. */
    private static long wide(ByteBuffer values, long narrow) {
        return narrow == OVERFLOWED && values.remaining() >= Long.BYTES ? values.getLong() : narrow;
    }
}
