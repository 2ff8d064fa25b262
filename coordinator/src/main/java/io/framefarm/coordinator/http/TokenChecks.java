package io.framefarm.coordinator.http;

import io.framefarm.coordinator.access.KeysFile;
import io.framefarm.coordinator.access.OidcSettings;
import io.framefarm.coordinator.http.HttpApi.HttpStartException;
import io.framefarm.coordinator.http.exchange.CheckToken;
import io.framefarm.coordinator.http.oidc.OidcTokens;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How a farm knows its callers: by keys of its own, by the tokens of an issuer, or by both. */
final class TokenChecks {
    private static final Duration KEYS_EVERY = Duration.ofSeconds(5);
    private static final Duration ISSUER_WITHIN = Duration.ofSeconds(20);
    /** What keys begin with, and tokens never do. */
    private static final String KEY = "ff_";

    private final Vertx vertx;
    private final InstantSource clock;

    TokenChecks(Vertx vertx, InstantSource clock) {
        this.vertx = vertx;
        this.clock = clock;
    }

    /**
     * Empty for a farm that is open to its own machine.
     *
     * @throws HttpStartException when the keys file is wrong, or the issuer cannot be asked
     */
    Optional<CheckToken> open(HttpSettings settings) {
        Optional<CheckToken> keys = settings.keys().map(file -> follow(openKeys(file)));
        Optional<CheckToken> tokens = settings.oidc().map(this::openIssuer);
        if (keys.isEmpty() || tokens.isEmpty()) {
            return keys.or(() -> tokens);
        }
        return Optional.of(
                token -> (token.startsWith(KEY) ? keys : tokens).get().check(token));
    }

    private CheckToken follow(KeysFile keys) {
        vertx.setPeriodic(
                KEYS_EVERY.toMillis(),
                again -> vertx.executeBlocking(
                        () -> {
                            keys.refresh();
                            return keys;
                        },
                        false));
        return token -> Future.succeededFuture(keys.keys().check(token));
    }

    private static KeysFile openKeys(Path file) {
        try {
            return new KeysFile(file);
        } catch (IOException missing) {
            throw new HttpStartException("the keys file cannot be read: " + missing.getMessage(), missing);
        } catch (IllegalArgumentException wrong) {
            throw new HttpStartException("the keys file is wrong: " + wrong.getMessage(), wrong);
        }
    }

    private CheckToken openIssuer(OidcSettings oidc) {
        try {
            return OidcTokens.open(vertx, oidc, clock)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(ISSUER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw new HttpStartException(
                    "the issuer %s cannot be asked: %s".formatted(oidc.issuer(), cause.getMessage()), cause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new HttpStartException("interrupted while the issuer was asked", interrupted);
        }
    }
}
