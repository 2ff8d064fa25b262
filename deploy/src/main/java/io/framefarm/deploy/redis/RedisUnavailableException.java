package io.framefarm.deploy.redis;

import org.jspecify.annotations.Nullable;

/** No Redis server runs here. The farm then works without a shared cache. */
public final class RedisUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    RedisUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
