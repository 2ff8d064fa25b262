package io.framefarm.worker.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The record at the end of a zip archive that says where its directory is, in the 32-bit or the 64-bit form. */
record ZipEnd(long directoryAt, long directoryBytes, long entries) {
    private static final int SIGNATURE = 0x06054b50;
    private static final int BYTES = 22;
    private static final int MAX_COMMENT_BYTES = 0xffff;
    private static final int LOCATOR_SIGNATURE = 0x07064b50;
    private static final int LOCATOR_BYTES = 20;
    private static final int SIGNATURE_64 = 0x06064b50;
    private static final int BYTES_64 = 56;

    static ZipEnd find(ByteRange bytes) throws IOException {
        int tailBytes = (int) Math.min(bytes.fileBytes(), BYTES + MAX_COMMENT_BYTES);
        ByteBuffer tail = bytes.read(bytes.fileBytes() - tailBytes, tailBytes, "the end of the zip archive");
        for (int at = tailBytes - BYTES; at >= 0; at--) {
            boolean fits = tail.getInt(at) == SIGNATURE
                    && Short.toUnsignedInt(tail.getShort(at + 20)) == tailBytes - BYTES - at;
            if (fits) {
                return checked(bytes, read(bytes, tail, at, bytes.fileBytes() - tailBytes + at));
            }
        }
        throw new CheckpointException(
                bytes.file() + ": starts like a zip archive, but has no end record (was it truncated?)");
    }

    private static ZipEnd read(ByteRange bytes, ByteBuffer tail, int at, long recordAt) throws IOException {
        if (recordAt >= LOCATOR_BYTES) {
            ByteBuffer locator = bytes.read(recordAt - LOCATOR_BYTES, LOCATOR_BYTES, "the zip64 locator");
            if (locator.getInt(0) == LOCATOR_SIGNATURE) {
                return read64(bytes, locator.getLong(8));
            }
        }
        return new ZipEnd(
                Integer.toUnsignedLong(tail.getInt(at + 16)),
                Integer.toUnsignedLong(tail.getInt(at + 12)),
                Short.toUnsignedLong(tail.getShort(at + 10)));
    }

    private static ZipEnd read64(ByteRange bytes, long at) throws IOException {
        ByteBuffer end = bytes.read(at, BYTES_64, "the zip64 end record");
        if (end.getInt(0) != SIGNATURE_64) {
            throw new CheckpointException(bytes.file() + ": no zip64 end record at byte " + at);
        }
        return new ZipEnd(end.getLong(48), end.getLong(40), end.getLong(32));
    }

    private static ZipEnd checked(ByteRange bytes, ZipEnd end) {
        boolean inside = end.directoryAt >= 0
                && end.directoryBytes >= 0
                && end.entries >= 0
                && end.directoryAt <= bytes.fileBytes() - end.directoryBytes;
        if (!inside) {
            throw new CheckpointException(bytes.file() + ": the zip directory (" + end.directoryBytes + " bytes at "
                    + end.directoryAt + ") lies outside the file of " + bytes.fileBytes() + " bytes");
        }
        return end;
    }
}
