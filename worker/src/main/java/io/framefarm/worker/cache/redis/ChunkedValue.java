package io.framefarm.worker.cache.redis;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How a value lies in Redis: a header that says size, chunk size and SHA-256 of the whole, and the chunks. Redis evicts
 * key by key, so a value may be there in part: it is taken only when whole and unchanged.
 */
record ChunkedValue(int sizeBytes, int chunkBytes, String sha256) {

    private static final byte VERSION = 1;
    private static final int HASH_BYTES = 32;

    /** A fifth of a network of 1 Gbit/s: a slower Redis gains nothing over reading the files. */
    private static final long LEAST_BYTES_PER_SECOND = 25_000_000;

    static final int HEADER_BYTES = 1 + 4 + 4 + HASH_BYTES;

    static ChunkedValue describe(byte[] value, int chunkBytes) {
        return new ChunkedValue(value.length, chunkBytes, sha256Of(value));
    }

    /** The header read back, or empty if it is none of ours or promises more than we take. */
    static Optional<ChunkedValue> parse(byte[] header, long maxValueBytes) {
        if (header.length != HEADER_BYTES || header[0] != VERSION) {
            return Optional.empty();
        }
        ByteBuffer fields = ByteBuffer.wrap(header, 1, HEADER_BYTES - 1);
        int sizeBytes = fields.getInt();
        int chunkBytes = fields.getInt();
        byte[] sha256 = new byte[HASH_BYTES];
        fields.get(sha256);
        if (sizeBytes < 0 || sizeBytes > maxValueBytes || chunkBytes < 1) {
            return Optional.empty();
        }
        return Optional.of(
                new ChunkedValue(sizeBytes, chunkBytes, HexFormat.of().formatHex(sha256)));
    }

    byte[] header() {
        return ByteBuffer.allocate(HEADER_BYTES)
                .put(VERSION)
                .putInt(sizeBytes)
                .putInt(chunkBytes)
                .put(HexFormat.of().parseHex(sha256))
                .array();
    }

    /** What the transfer of a value of this size may take beyond the answer to a small one. */
    long transferNanos() {
        return TimeUnit.SECONDS.toNanos(1) / LEAST_BYTES_PER_SECOND * sizeBytes;
    }

    int chunkCount() {
        return (int) ((sizeBytes + (long) chunkBytes - 1) / chunkBytes);
    }

    List<byte[]> split(byte[] value) {
        List<byte[]> chunks = new ArrayList<>(chunkCount());
        for (int from = 0; from < value.length; from += chunkBytes) {
            chunks.add(Arrays.copyOfRange(value, from, Math.min(value.length, from + chunkBytes)));
        }
        return chunks;
    }

    /** The value, or empty if a chunk is missing, of the wrong size, or the whole is not what was written. */
    Optional<byte[]> join(List<byte @Nullable []> chunks) {
        ByteBuffer whole = ByteBuffer.allocate(sizeBytes);
        for (byte[] chunk : chunks) {
            if (chunk == null || chunk.length > whole.remaining()) {
                return Optional.empty();
            }
            whole.put(chunk);
        }
        boolean complete = !whole.hasRemaining() && sha256.equals(sha256Of(whole.array()));
        return complete ? Optional.of(whole.array()) : Optional.empty();
    }

    private static String sha256Of(byte[] value) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256, this one does not", e);
        }
    }
}
