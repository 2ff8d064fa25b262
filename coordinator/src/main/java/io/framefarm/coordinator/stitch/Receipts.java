package io.framefarm.coordinator.stitch;

import com.google.protobuf.InvalidProtocolBufferException;
import io.framefarm.coordinator.store.StoreKey;
import io.framefarm.coordinator.store.VideoStore;
import io.framefarm.protocol.v1.AssemblyPlan;
import io.framefarm.protocol.v1.VideoReady;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Remembers in the video store which videos have been published, and for which plan. A stitcher that reads the topics
 * again after a crash announces these once more instead of encoding them once more.
 */
final class Receipts {
    private static final String CONTENT_TYPE = "application/octet-stream";
    private static final int MAX_BYTES = 1 << 16;

    private final VideoStore store;

    Receipts(VideoStore store) {
        this.store = store;
    }

    void put(AssemblyPlan plan, VideoReady ready) throws IOException {
        byte[] plans = sha256(plan);
        byte[] message = ready.toByteArray();
        byte[] receipt = ByteBuffer.allocate(plans.length + message.length)
                .put(plans)
                .put(message)
                .array();
        store.put(key(ready.getRenderId()), receipt, CONTENT_TYPE);
    }

    /** Empty also when the render's id was used for another plan, or the video is gone. */
    Optional<VideoReady> find(String renderId, AssemblyPlan plan) throws IOException {
        if (store.size(key(renderId)).isEmpty()) {
            return Optional.empty();
        }
        byte[] expected = sha256(plan);
        byte[] found = new byte[expected.length];
        try (InputStream in = store.read(key(renderId), 0)) {
            int read = in.readNBytes(found, 0, found.length);
            if (read < found.length || !MessageDigest.isEqual(expected, found)) {
                return Optional.empty();
            }
            VideoReady ready = VideoReady.parseFrom(in.readNBytes(MAX_BYTES));
            return isThere(ready) ? Optional.of(ready) : Optional.empty();
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    void delete(String renderId) throws IOException {
        store.delete(key(renderId));
    }

    private boolean isThere(VideoReady ready) throws IOException {
        OptionalLong size = store.size(new StoreKey(ready.getKey()));
        return size.isPresent() && size.getAsLong() == ready.getSizeBytes();
    }

    private static StoreKey key(String renderId) {
        return StoreKey.ofReceipt(renderId);
    }

    private static byte[] sha256(AssemblyPlan plan) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(plan.toByteArray());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
