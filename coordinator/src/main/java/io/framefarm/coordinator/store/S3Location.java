package io.framefarm.coordinator.store;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * A bucket and where it is.
 *
 * @param endpoint such as {@code http://127.0.0.1:9000}; the bucket comes first in the path
 * @param prefix put before every key; empty, or ending in a slash
 */
public record S3Location(URI endpoint, String region, String bucket, String prefix) {
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern PREFIX = Pattern.compile("([A-Za-z0-9._-]+/)*");

    public S3Location {
        if (!"http".equals(endpoint.getScheme()) && !"https".equals(endpoint.getScheme())) {
            throw new IllegalArgumentException("endpoint: `" + endpoint + "` is neither http nor https");
        }
        if (endpoint.getHost() == null || !endpoint.getPath().matches("/?")) {
            throw new IllegalArgumentException("endpoint: `" + endpoint + "` must be a host and port alone");
        }
        if (!BUCKET.matcher(bucket).matches()) {
            throw new IllegalArgumentException("bucket: `" + bucket
                    + "` is not a bucket's name (3 to 63 lower-case letters, digits, dots and hyphens)");
        }
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("prefix: `" + prefix
                    + "` must be empty, or letters, digits, dots, hyphens, underscores and slashes ending in a slash");
        }
    }

    /** The absolute path under which the endpoint has the object. Keys hold nothing that would need escaping. */
    String path(StoreKey key) {
        return "/" + bucket + "/" + prefix + key.value();
    }

    /** As the signature and the request's `Host` header have it: the port only where it is not the scheme's own. */
    String host() {
        int port = endpoint.getPort();
        boolean usual = port < 0 || port == ("https".equals(endpoint.getScheme()) ? 443 : 80);
        return usual ? endpoint.getHost() : endpoint.getHost() + ":" + port;
    }
}
