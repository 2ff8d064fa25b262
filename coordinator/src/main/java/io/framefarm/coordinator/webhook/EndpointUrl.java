package io.framefarm.coordinator.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Which addresses messages are sent to.
 *
 * @param unsecuredToo whether that may be {@code http} as well, for receivers in the farm's own network
 */
record EndpointUrl(boolean unsecuredToo) {
    private static final int MAX_LENGTH = 2048;

    /** Throws an IllegalArgumentException that says what is allowed. */
    URI parse(String text) {
        String allowed = unsecuredToo ? "https://HOST/PATH or http://HOST/PATH" : "https://HOST/PATH";
        try {
            URI uri = new URI(text);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            boolean known = scheme.equals("https") || (unsecuredToo && scheme.equals("http"));
            boolean plain = uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawFragment() == null;
            if (known && plain && text.length() <= MAX_LENGTH && isAscii(text)) {
                return uri;
            }
        } catch (URISyntaxException broken) {
            throw new IllegalArgumentException(
                    "is no address: " + broken.getReason() + " (allowed: " + allowed + ")", broken);
        }
        throw new IllegalArgumentException("is no address that messages are sent to (allowed: " + allowed + ", up to "
                + MAX_LENGTH + " characters)");
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(character -> character > ' ' && character < 0x7f);
    }
}
