package io.framefarm.coordinator.http.oidc;

import io.framefarm.coordinator.access.Caller;
import io.framefarm.coordinator.access.OidcSettings;
import io.framefarm.coordinator.http.exchange.CheckToken;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks tokens by the provider's public keys, without asking it. The keys are read again from time to time, and when a
 * token names one that is not known. Safe for all event loops.
 */
public final class OidcTokens implements CheckToken {
    private static final Logger LOG = LoggerFactory.getLogger(OidcTokens.class);
    private static final Duration KEYS_EVERY = Duration.ofMinutes(10);
    /** Whoever makes up names of keys must not have the provider asked all the time. */
    private static final Duration KEYS_AT_MOST_EVERY = Duration.ofSeconds(30);

    private static final int CLOCK_SKEW_SECONDS = 30;

    private final Vertx vertx;
    private final OidcSettings settings;
    private final ProviderKeys provider;
    private final InstantSource clock;
    private volatile Known known;

    /** What the provider said, and when. */
    private record Known(JWTAuth auth, Set<String> keyIds, Instant at) {}

    private OidcTokens(
            Vertx vertx, OidcSettings settings, ProviderKeys provider, InstantSource clock, List<JsonObject> keys) {
        this.vertx = vertx;
        this.settings = settings;
        this.provider = provider;
        this.clock = clock;
        this.known = known(keys);
    }

    /** Fails when the provider cannot be asked. */
    public static Future<OidcTokens> open(Vertx vertx, OidcSettings settings, InstantSource clock) {
        ProviderKeys provider = new ProviderKeys(vertx, settings);
        return provider.read().map(keys -> {
            OidcTokens tokens = new OidcTokens(vertx, settings, provider, clock, keys);
            vertx.setPeriodic(KEYS_EVERY.toMillis(), again -> tokens.refresh());
            return tokens;
        });
    }

    private Known known(List<JsonObject> keys) {
        JWTAuthOptions options = new JWTAuthOptions()
                .setJWTOptions(new JWTOptions()
                        .setIssuer(settings.issuer())
                        .addAudience(settings.audience())
                        .setLeeway(CLOCK_SKEW_SECONDS));
        keys.forEach(options::addJwk);
        Set<String> ids = keys.stream().map(key -> key.getString("kid", "")).collect(Collectors.toSet());
        return new Known(JWTAuth.create(vertx, options), ids, clock.instant());
    }

    private Future<Void> refresh() {
        return provider.read()
                .onSuccess(keys -> known = known(keys))
                .onFailure(failure ->
                        LOG.warn("The keys of {} stay as they were: {}", settings.issuer(), failure.toString()))
                .mapEmpty();
    }

    @Override
    public Future<Optional<Caller>> check(String token) {
        Known now = known;
        Optional<String> keyId = keyId(token);
        if (keyId.isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        boolean mayAsk = clock.instant().isAfter(now.at().plus(KEYS_AT_MOST_EVERY));
        if (now.keyIds().contains(keyId.get()) || !mayAsk) {
            return authenticate(token);
        }
        return refresh().otherwiseEmpty().compose(read -> authenticate(token));
    }

    private Future<Optional<Caller>> authenticate(String token) {
        return known.auth()
                .authenticate(new TokenCredentials(token))
                .map(this::caller)
                .recover(invalid -> {
                    LOG.debug("A token was refused: {}", invalid.getMessage());
                    return Future.succeededFuture(Optional.empty());
                });
    }

    private Optional<Caller> caller(User user) {
        JsonObject claims = user.attributes().getJsonObject("accessToken", new JsonObject());
        // A token that never ends is one that nobody can take back.
        if (!claims.containsKey("exp") || !(claims.getValue(settings.producerClaim()) instanceof String producer)) {
            return Optional.empty();
        }
        return settings.caller(producer, scopes(claims));
    }

    /** As RFC 9068 writes them, or as a list as some providers do. */
    private static List<String> scopes(JsonObject claims) {
        Object scopes = claims.getValue("scope", claims.getValue("scp"));
        return scopes instanceof JsonArray list
                ? list.stream().map(String::valueOf).toList()
                : Arrays.asList(String.valueOf(scopes).split(" ", -1));
    }

    /** Which key the token says it is signed with; empty when it is no token at all. */
    private static Optional<String> keyId(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            String head = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
            @Nullable String id = new JsonObject(head).getString("kid");
            return Optional.of(id == null ? "" : id);
        } catch (IllegalArgumentException | DecodeException | ClassCastException broken) {
            return Optional.empty();
        }
    }
}
