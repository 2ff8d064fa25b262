package io.framefarm.protocol;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an image that a request uses lies in the video store: always a PNG, under the hash of its bytes, so that the name
 * says what it holds.
 *
 * @param sha256 lower-case hexadecimal
 */
public record InputName(String sha256) {
    private static final Pattern KEY = Pattern.compile("inputs/([0-9a-f]{64})\\.png");
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    public InputName {
        if (!SHA_256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("`" + Limits.abbreviated(sha256) + "` is no SHA-256 in hexadecimal");
        }
    }

    /** Reads a key; empty if it names something else. */
    public static Optional<InputName> parse(String key) {
        Matcher matcher = KEY.matcher(key);
        return matcher.matches() ? Optional.of(new InputName(matcher.group(1))) : Optional.empty();
    }

    /** Its key in the video store, and what requests and recipes write. */
    public String key() {
        return "inputs/" + sha256 + ".png";
    }
}
