package io.framefarm.coordinator.webhook;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What an endpoint and the farm know, and nobody else.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
 *     Webhooks: signature scheme</a>
 */
public record WebhookSecret(ByteString bytes) {
    private static final int BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";

    /**
     * A new one.
     *
     * @param random must not be predictable
     */
    public static WebhookSecret create(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new WebhookSecret(ByteString.copyFrom(bytes));
    }

    /** As receivers' libraries take it. */
    public String text() {
        return "whsec_" + Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /** The value of the header {@code webhook-signature}. */
    String sign(String messageId, long timestampSeconds, ByteString body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(bytes.toByteArray(), ALGORITHM));
            mac.update((messageId + "." + timestampSeconds + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body.toByteArray()));
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException("every Java has " + ALGORITHM, impossible);
        }
    }

    /** A log must not learn it. */
    @Override
    public String toString() {
        return "whsec_…";
    }
}
