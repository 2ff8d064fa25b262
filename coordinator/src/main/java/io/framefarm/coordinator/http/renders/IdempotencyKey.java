package io.framefarm.coordinator.http.renders;

import io.framefarm.coordinator.http.exchange.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code Idempotency-Key}. The key determines the render's id, so that a repeated request meets the first one
 * on whichever coordinator, and after whatever crash.
 */
public final class IdempotencyKey {
    public static final String HEADER = "Idempotency-Key";
    private static final int MAX_LENGTH = 255;
    private static final int ID_LENGTH = 32;

    private IdempotencyKey() {}

    public static Optional<String> of(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        boolean printable = header.chars().allMatch(c -> c > 0x20 && c < 0x7f);
        if (header.isEmpty() || header.length() > MAX_LENGTH || !printable) {
            throw ProblemException.invalid(
                    HEADER, "is not allowed (allowed: 1 to " + MAX_LENGTH + " printable characters without spaces)");
        }
        return Optional.of(header);
    }

    static String renderId(String producer, String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((producer + "\n" + key).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, ID_LENGTH);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
