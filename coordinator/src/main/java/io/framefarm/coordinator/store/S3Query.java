package io.framefarm.coordinator.store;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Escapes what stands in a query the way signatures are calculated: everything but letters, digits and {@code -._~}. */
final class S3Query {
    private S3Query() {}

    static String escaped(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
