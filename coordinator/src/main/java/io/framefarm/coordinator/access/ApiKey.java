package io.framefarm.coordinator.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A key as its holder has it: {@code ff_ID_SECRET}. The id finds it, the secret is 256 random bits; what a farm keeps is
 * the SHA-256 of the whole, which needs no slow hash because there is nothing to guess.
 */
public record ApiKey(String id, String text) {
    private static final Pattern FORM = Pattern.compile("ff_([a-z0-9]{8,32})_([A-Za-z0-9_-]{43})");
    private static final int ID_BYTES = 6;
    private static final int SECRET_BYTES = 32;

    /** Returns null for what cannot be a key. */
    static @Nullable ApiKey parse(String text) {
        Matcher key = FORM.matcher(text);
        return key.matches() ? new ApiKey(key.group(1), text) : null;
    }

    /**
     * A new one.
     *
     * @param random must not be predictable
     */
    public static ApiKey create(RandomGenerator random) {
        byte[] id = new byte[ID_BYTES];
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(id);
        random.nextBytes(secret);
        String name = HexFormat.of().formatHex(id);
        return new ApiKey(
                name,
                "ff_" + name + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    public byte[] sha256() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** A log must not learn the secret. */
    @Override
    public String toString() {
        return "ff_" + id + "_…";
    }
}
