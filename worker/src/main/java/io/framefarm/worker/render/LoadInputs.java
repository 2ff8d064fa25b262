package io.framefarm.worker.render;

import io.framefarm.protocol.InputName;
import io.framefarm.protocol.frame.MalformedPngException;
import io.framefarm.protocol.frame.PngReader;
import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.protocol.v1.Category;
import io.framefarm.worker.intake.RenderFailure;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the images of recipes from the store, and checks that they are the ones that were meant. Keeps the latest ones,
 * because a segment is prepared before it is rendered and windows share their image. Safe for use by many threads.
 */
final class LoadInputs {
    private static final int MAX_BYTES = 64 << 20;
    private static final int MAX_PIXELS = 16 << 20;

    private final InputStore store;
    private final long keptBytes;
    private final Map<String, RgbFrame> recent = new LinkedHashMap<>(16, 0.75f, true);
    private long recentBytes;

    /** Keeps images up to a number of bytes. */
    LoadInputs(InputStore store, long keptBytes) {
        this.store = store;
        this.keptBytes = keptBytes;
    }

    List<RgbFrame> load(List<String> keys) throws RenderFailure {
        List<RgbFrame> images = new ArrayList<>();
        for (String key : keys) {
            images.add(load(key));
        }
        return images;
    }

    RgbFrame load(String key) throws RenderFailure {
        InputName name = InputName.parse(key)
                .orElseThrow(() ->
                        new IllegalArgumentException("`" + key + "` names no image (allowed: inputs/SHA-256.png)"));
        synchronized (recent) {
            RgbFrame known = recent.get(key);
            if (known != null) {
                return known;
            }
        }
        RgbFrame image = decode(name, read(name));
        keep(key, image);
        return image;
    }

    private byte[] read(InputName name) throws RenderFailure {
        try {
            byte[] png = store.read(name.key(), MAX_BYTES);
            String found = sha256(png);
            if (!found.equals(name.sha256())) {
                throw failure("INPUT_DAMAGED", name.key() + " has the SHA-256 " + found, null);
            }
            return png;
        } catch (IOException e) {
            throw failure("INPUT_UNAVAILABLE", "cannot read " + name.key() + ": " + e.getMessage(), e);
        }
    }

    private static RgbFrame decode(InputName name, byte[] png) throws RenderFailure {
        try {
            return PngReader.read(png, MAX_PIXELS);
        } catch (MalformedPngException e) {
            throw failure("INPUT_DAMAGED", name.key() + ": " + e.getMessage(), e);
        }
    }

    /** Another worker may reach what this one cannot. */
    private static RenderFailure failure(String code, String message, @Nullable Throwable cause) {
        return cause == null
                ? new RenderFailure(Category.CATEGORY_RETRYABLE, code, message)
                : new RenderFailure(Category.CATEGORY_RETRYABLE, code, message, cause);
    }

    private void keep(String key, RgbFrame image) {
        synchronized (recent) {
            if (recent.put(key, image) == null) {
                recentBytes += image.rgb().length;
            }
            Iterator<RgbFrame> eldest = recent.values().iterator();
            while (recentBytes > keptBytes && eldest.hasNext()) {
                recentBytes -= eldest.next().rgb().length;
                eldest.remove();
            }
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
