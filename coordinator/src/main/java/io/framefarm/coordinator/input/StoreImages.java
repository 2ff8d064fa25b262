package io.framefarm.coordinator.input;

import io.framefarm.coordinator.store.StoreKey;
import io.framefarm.coordinator.store.VideoStore;
import io.framefarm.protocol.InputName;
import io.framefarm.protocol.frame.PngWriter;
import io.framefarm.protocol.frame.RgbFrame;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Keeps images in the video store as PNG files of our own making, whatever they came as: what workers read is never what
 * somebody sent.
 */
public final class StoreImages {
    private static final String CONTENT_TYPE = "image/png";

    private final VideoStore store;

    public StoreImages(VideoStore store) {
        this.store = store;
    }

    /** Puts the image into the store unless it is there. */
    public InputName put(RgbFrame image) throws IOException {
        byte[] png = PngWriter.write(image);
        InputName name = new InputName(sha256(png));
        if (!contains(name)) {
            store.put(new StoreKey(name.key()), png, CONTENT_TYPE);
        }
        return name;
    }

    boolean contains(InputName name) throws IOException {
        return store.size(new StoreKey(name.key())).isPresent();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
