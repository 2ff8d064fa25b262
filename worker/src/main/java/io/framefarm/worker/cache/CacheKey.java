package io.framefarm.worker.cache;

import java.util.regex.Pattern;

/**
 * Names an entry by what it was computed from.
 *
 * @param kind which cache the entry belongs to, such as {@code text-embedding}
 * @param contentHash lower-case hexadecimal SHA-256 of everything that determines the value, the version of its
 *     serialisation included
 */
public record CacheKey(String kind, String contentHash) {

    private static final Pattern KIND = Pattern.compile("[a-z][a-z-]{0,31}");
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    public CacheKey {
        if (!KIND.matcher(kind).matches()) {
            throw new IllegalArgumentException("kind: '" + kind + "' (allowed: " + KIND.pattern() + ")");
        }
        if (!SHA_256.matcher(contentHash).matches()) {
            throw new IllegalArgumentException(
                    "contentHash: '" + contentHash + "' (allowed: 64 lower-case hexadecimal digits)");
        }
    }
}
