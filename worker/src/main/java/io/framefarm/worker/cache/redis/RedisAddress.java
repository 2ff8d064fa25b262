package io.framefarm.worker.cache.redis;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Where a Redis server is, and how it lets us in. Prints without what is secret.
 *
 * @param uri such as {@code redis://127.0.0.1:6379/0}; {@code rediss} for TLS; may hold {@code USER:PASSWORD@}
 * @param password replaces the one in the address
 * @param trusted certificates, as PEM, of which one must have signed the server's; without it those that Java trusts
 */
public record RedisAddress(String uri, Optional<String> password, Optional<Path> trusted) {

    private static final String ALLOWED = "(allowed: redis://HOST:PORT, or rediss://USER:PASSWORD@HOST:PORT for TLS)";
    private static final Set<String> SCHEMES = Set.of("redis", "rediss");
    private static final String TLS = "rediss";

    public RedisAddress {
        URI parsed = parse(uri);
        if (!SCHEMES.contains(String.valueOf(parsed.getScheme())) || parsed.getHost() == null) {
            throw new IllegalArgumentException("redis: this is no address of a Redis server " + ALLOWED);
        }
        if (trusted.isPresent() && !parsed.getScheme().equals(TLS)) {
            throw new IllegalArgumentException("redis: certificates to trust have no effect without TLS " + ALLOWED);
        }
        if (trusted.isPresent() && !Files.isReadable(trusted.get())) {
            throw new IllegalArgumentException("redis: no readable file of certificates " + trusted.get());
        }
    }

    public static RedisAddress at(String uri) {
        return new RedisAddress(uri, Optional.empty(), Optional.empty());
    }

    /** Empty where the server's default user is meant. */
    Optional<String> user() {
        return Optional.ofNullable(parse(uri).getUserInfo())
                .map(info -> info.replaceFirst(":.*", ""))
                .filter(name -> !name.isEmpty());
    }

    /** Without telling the text, which may hold a password. */
    private static URI parse(String uri) {
        try {
            return new URI(uri);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "redis: " + e.getReason() + " at character " + (e.getIndex() + 1) + " of the address " + ALLOWED);
        }
    }

    @Override
    public String toString() {
        URI parsed = parse(uri);
        return parsed.getScheme() + "://" + parsed.getHost() + (parsed.getPort() < 0 ? "" : ":" + parsed.getPort());
    }
}
