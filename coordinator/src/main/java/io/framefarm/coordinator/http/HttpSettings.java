package io.framefarm.coordinator.http;

import io.framefarm.coordinator.access.OidcSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How the API is served, and to whom. Without keys and without an issuer of tokens it is open to its own machine.
 *
 * @param host address to listen on
 * @param port 0 takes a free one
 * @param orAnyPort whether to take a free port when that one is taken
 * @param keys file with the keys that callers need
 * @param oidc whose tokens are taken besides
 * @param privateWebhooks whether webhooks may lead to private addresses and be sent without TLS
 */
public record HttpSettings(
        String host,
        int port,
        boolean orAnyPort,
        HttpLimits limits,
        Optional<Path> keys,
        Optional<OidcSettings> oidc,
        boolean privateWebhooks) {

    public static final int DEFAULT_PORT = 8080;

    public HttpSettings {
        HttpLimits.requireRange("http-port", port, 0, 65_535);
    }

    /** Throws for a farm that everybody could use. */
    public void requireClosed() {
        if (keys.isEmpty() && oidc.isEmpty() && !isLoopback()) {
            throw new IllegalArgumentException("http-host: " + host
                    + " can be reached by others, who could do everything; give --http-keys FILE (`farm keys create`"
                    + " makes one) or --http-oidc-issuer URL, or stay on 127.0.0.1");
        }
    }

    /** On this machine only. */
    public static HttpSettings loopback(int port, boolean orAnyPort) {
        return new HttpSettings(
                "127.0.0.1", port, orAnyPort, HttpLimits.usual(), Optional.empty(), Optional.empty(), false);
    }

    public HttpSettings onHost(String address) {
        return new HttpSettings(address, port, orAnyPort, limits, keys, oidc, privateWebhooks);
    }

    public HttpSettings within(HttpLimits other) {
        return new HttpSettings(host, port, orAnyPort, other, keys, oidc, privateWebhooks);
    }

    public HttpSettings withKeys(Path file) {
        return new HttpSettings(host, port, orAnyPort, limits, Optional.of(file), oidc, privateWebhooks);
    }

    public HttpSettings withOidc(OidcSettings issuer) {
        return new HttpSettings(host, port, orAnyPort, limits, keys, Optional.of(issuer), privateWebhooks);
    }

    public HttpSettings withPrivateWebhooks(boolean allowed) {
        return new HttpSettings(host, port, orAnyPort, limits, keys, oidc, allowed);
    }

    /** Whether only this machine can reach it. */
    public boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            throw new IllegalArgumentException("http-host: `" + host + "` is no address of this machine", unknown);
        }
    }
}
