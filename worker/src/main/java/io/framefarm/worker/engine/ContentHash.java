package io.framefarm.worker.engine;

import io.framefarm.worker.checkpoint.Tensor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** A SHA-256 over parts, each preceded by its length so that different parts never make the same bytes. */
final class ContentHash {

    private final MessageDigest digest;

    ContentHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    ContentHash add(String text) {
        return add(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    ContentHash add(int number) {
        return add(ByteBuffer.allocate(Integer.BYTES).putInt(0, number));
    }

    ContentHash add(byte[] bytes) {
        return add(ByteBuffer.wrap(bytes));
    }

    /** Names, types, shapes and bytes, whatever the order of the map. */
    ContentHash add(Map<String, Tensor> tensors) {
        new TreeMap<>(tensors).forEach((name, tensor) -> {
            add(name);
            add(tensor.type() + " " + tensor.shape());
            add(tensor.bytes());
        });
        return this;
    }

    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private ContentHash add(ByteBuffer bytes) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, bytes.remaining()));
        digest.update(bytes);
        return this;
    }
}
