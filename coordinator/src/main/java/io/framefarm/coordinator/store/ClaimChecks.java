package io.framefarm.coordinator.store;

import com.google.protobuf.ByteString;
import io.framefarm.protocol.v1.ClaimCheck;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;

/** Keeps bytes too large for a record in a video store, under their digest. */
public final class ClaimChecks {
    private static final String CONTENT_TYPE = "application/octet-stream";

    private final VideoStore store;
    private final int maxBytes;

    /** Claims of more than {@code maxBytes} are neither made nor honoured. */
    public ClaimChecks(VideoStore store, int maxBytes) {
        this.store = store;
        this.maxBytes = maxBytes;
    }

    public ClaimCheck put(byte[] content) throws IOException {
        requireAllowed(content.length);
        byte[] sha256 = Sha256.of(content);
        StoreKey key = StoreKey.ofClaim(HexFormat.of().formatHex(sha256));
        store.put(key, content, CONTENT_TYPE);
        return ClaimCheck.newBuilder()
                .setKey(key.value())
                .setSha256(ByteString.copyFrom(sha256))
                .setSizeBytes(content.length)
                .build();
    }

    /** The bytes that were put; anything else under the key is an error. */
    public byte[] get(ClaimCheck claim) throws IOException {
        requireAllowed(claim.getSizeBytes());
        int size = (int) claim.getSizeBytes();
        StoreKey key = key(claim);
        byte[] content;
        try (InputStream in = store.read(key, 0)) {
            content = in.readNBytes(size + 1);
        }
        if (content.length != size || !ByteString.copyFrom(Sha256.of(content)).equals(claim.getSha256())) {
            throw new WrongContentException("the object " + key + " in " + store.location()
                    + " is not what its claim check stands for: expected " + size + " bytes with SHA-256 "
                    + HexFormat.of().formatHex(claim.getSha256().toByteArray()) + ", found " + content.length
                    + (content.length > size ? " or more" : "") + " with " + Sha256.hex(content));
        }
        return content;
    }

    private static StoreKey key(ClaimCheck claim) throws WrongContentException {
        try {
            return new StoreKey(claim.getKey());
        } catch (IllegalArgumentException e) {
            throw new WrongContentException("a claim check is not honoured: " + e.getMessage());
        }
    }

    private void requireAllowed(long size) throws WrongContentException {
        if (size < 0 || size > maxBytes) {
            throw new WrongContentException("a claim check for " + size + " bytes; allowed are 0 to " + maxBytes);
        }
    }
}
