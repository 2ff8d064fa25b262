package io.framefarm.worker.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The bytes of a pickle, read forward and never past the end. */
final class PickleInput {
    private static final int MAX_LINE_BYTES = 1_024;

    private final Path file;
    private final byte[] bytes;
    private int at;

    PickleInput(Path file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    int position() {
        return at;
    }

    int u1() {
        return take(1).get() & 0xff;
    }

    int u2() {
        return Short.toUnsignedInt(take(2).getShort());
    }

    int i4() {
        return take(4).getInt();
    }

    long i8() {
        return take(8).getLong();
    }

    /** Big-endian, unlike everything else in a pickle. */
    double f8() {
        return take(8).order(ByteOrder.BIG_ENDIAN).getDouble();
    }

    /** A whole number in two's complement, the lowest byte first. */
    long integer(long length) {
        if (length > Long.BYTES) {
            throw fault("a whole number of " + length + " bytes; at most " + Long.BYTES + " are read");
        }
        ByteBuffer digits = take(length);
        long value = length > 0 && digits.get((int) length - 1) < 0 ? -1 : 0;
        for (int i = (int) length - 1; i >= 0; i--) {
            value = (value << 8) | (digits.get(i) & 0xff);
        }
        return value;
    }

    String text(long length) {
        return StandardCharsets.UTF_8.decode(take(length)).toString();
    }

    void skip(long length) {
        take(length);
    }

    /** The text up to the next line feed, which is skipped. */
    String line() {
        int start = at;
        while (u1() != '\n') {
            if (at - start > MAX_LINE_BYTES) {
                throw fault("a line of more than " + MAX_LINE_BYTES + " bytes");
            }
        }
        return new String(bytes, start, at - start - 1, StandardCharsets.UTF_8);
    }

    private ByteBuffer take(long length) {
        if (length < 0 || length > bytes.length - at) {
            throw fault(length + " bytes are announced, but only " + (bytes.length - at) + " follow");
        }
        ByteBuffer taken = ByteBuffer.wrap(bytes, at, (int) length).slice().order(ByteOrder.LITTLE_ENDIAN);
        at += (int) length;
        return taken;
    }

    CheckpointException fault(String what) {
        return new CheckpointException(file + ": pickle, byte " + at + ": " + what);
    }
}
