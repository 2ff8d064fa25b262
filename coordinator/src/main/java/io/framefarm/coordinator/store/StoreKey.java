package io.framefarm.coordinator.store;

import java.util.regex.Pattern;

/**
 * The name of an object in a video store: parts between slashes, none of which can lead out of the store's folder or
 * hide in it.
 */
public record StoreKey(String value) {
    private static final int MAX_LENGTH = 512;
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*");

    public StoreKey {
        if (value.length() > MAX_LENGTH || !ALLOWED.matcher(value).matches()) {
            String shown = value.length() <= 80 ? value : value.substring(0, 80) + "…";
            throw new IllegalArgumentException("key: `" + shown + "` is not allowed in a video store (at most "
                    + MAX_LENGTH + " characters; parts of letters, digits, dots, hyphens and underscores, each"
                    + " beginning with a letter or digit, between slashes)");
        }
    }

    /** Of a finished video; the extension comes without its dot. */
    public static StoreKey ofVideo(String renderId, String extension) {
        return new StoreKey("videos/" + renderId + "." + extension);
    }

    /** Of what is said of a finished video, and signed: beside it. */
    public static StoreKey ofManifest(StoreKey video) {
        return new StoreKey(video.value() + ".manifest.json");
    }

    /** Of a file of the preview of a render. */
    public static StoreKey ofPreview(String renderId, String file) {
        return new StoreKey("previews/" + renderId + "/" + file);
    }

    /** Of the note that a video has been published. */
    public static StoreKey ofReceipt(String renderId) {
        return new StoreKey("receipts/" + renderId);
    }

    /** Of a claim check: the digest is the name, so the same bytes are kept once. */
    public static StoreKey ofClaim(String sha256Hex) {
        return new StoreKey("claims/" + sha256Hex);
    }

    @Override
    public String toString() {
        return value;
    }
}
