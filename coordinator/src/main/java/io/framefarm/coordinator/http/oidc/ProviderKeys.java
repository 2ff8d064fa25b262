package io.framefarm.coordinator.http.oidc;

import io.framefarm.coordinator.access.OidcSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Asks a provider for the keys that it signs tokens with.
 *
 * @see <a href="https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig">OpenID Connect Discovery</a>
 */
final class ProviderKeys {
    private static final Duration WITHIN = Duration.ofSeconds(10);
    private static final int MAX_BYTES = 1 << 20;
    /** A secret key in a public place would let everybody sign. */
    private static final Set<String> PUBLIC_KINDS = Set.of("RSA", "EC", "OKP");

    private final OidcSettings settings;
    private final HttpClient client;

    ProviderKeys(Vertx vertx, OidcSettings settings) {
        this.settings = settings;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) WITHIN.toMillis())
                .setIdleTimeout((int) WITHIN.toSeconds())
                .setVerifyHost(true));
    }

    /** Those that signatures can be checked with. */
    Future<List<JsonObject>> read() {
        return fetch(settings.discovery())
                .compose(provider -> {
                    String issuer = provider.getString("issuer", "");
                    if (!issuer.equals(settings.issuer())) {
                        return Future.failedFuture(new IOException(
                                "%s says that the issuer is `%s`".formatted(settings.discovery(), issuer)));
                    }
                    return fetch(provider.getString("jwks_uri", ""));
                })
                .map(keys -> keys.getJsonArray("keys", new JsonArray()).stream()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonObject.class::cast)
                        .filter(key -> PUBLIC_KINDS.contains(key.getString("kty", "")))
                        .filter(key -> key.getString("use", "sig").equals("sig"))
                        .toList());
    }

    private Future<JsonObject> fetch(String url) {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(url)
                .setTimeout(WITHIN.toMillis())
                .setFollowRedirects(false);
        return client.request(request)
                .compose(HttpClientRequest::send)
                .compose(response -> response.statusCode() == 200
                        ? response.body()
                        : Future.failedFuture(new IOException(url + " answered " + response.statusCode())))
                .compose(body -> body.length() <= MAX_BYTES
                        ? Future.succeededFuture(new JsonObject(body))
                        : Future.failedFuture(new IOException(url + " has more than " + MAX_BYTES + " bytes")));
    }
}
