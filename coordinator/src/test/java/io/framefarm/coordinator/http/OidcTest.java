package io.framefarm.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.framefarm.coordinator.access.Allowance;
import io.framefarm.coordinator.access.OidcSettings;
import io.framefarm.coordinator.http.ApiUnderTest.Answer;
import io.framefarm.protocol.v1.RenderState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens of a provider that is played. */
class OidcTest {
    private static final long FAR_AWAY = 4_000_000_000L;
    private static final long LONG_AGO = 1_000_000_000L;

    @TempDir
    private Path folder;

    private KeyPair keys;
    private HttpServer provider;
    private String issuer = "";
    private ApiUnderTest api;

    @BeforeEach
    void start() throws Exception {
        keys = newKeys();
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer = "http://127.0.0.1:" + provider.getAddress().getPort() + "/farm";
        serve(
                "/farm/.well-known/openid-configuration",
                new JsonObject().put("issuer", issuer).put("jwks_uri", issuer + "/keys"));
        serve("/farm/keys", new JsonObject().put("keys", new JsonArray().add(jwk(keys))));
        provider.start();
        api = new ApiUnderTest(folder, settings());
    }

    @AfterEach
    void stop() {
        api.close();
        provider.stop(0);
    }

    private HttpSettings settings() {
        Allowance oneRender = Allowance.of(List.of("renders_in_flight=1"));
        return HttpSettings.loopback(0, false).withOidc(new OidcSettings(issuer, "framefarm", "sub", oneRender));
    }

    private static KeyPair newKeys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static JsonObject jwk(KeyPair keys) {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return new JsonObject()
                .put("kty", "RSA")
                .put("use", "sig")
                .put("alg", "RS256")
                .put("kid", "one")
                .put("n", base64(key.getModulus().toByteArray()))
                .put("e", base64(key.getPublicExponent().toByteArray()));
    }

    private void serve(String path, JsonObject answer) {
        provider.createContext(path, exchange -> {
            byte[] body = answer.encode().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
    }

    private JsonObject claims() {
        return new JsonObject()
                .put("iss", issuer)
                .put("aud", "framefarm")
                .put("sub", "ann")
                .put("exp", FAR_AWAY)
                .put("scope", "openid framefarm:read framefarm:submit");
    }

    private static String token(KeyPair keys, JsonObject claims) throws Exception {
        String head = new JsonObject()
                .put("alg", "RS256")
                .put("typ", "JWT")
                .put("kid", "one")
                .encode();
        String signed = base64(head.getBytes(StandardCharsets.UTF_8))
                + "."
                + base64(claims.encode().getBytes(StandardCharsets.UTF_8));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.getPrivate());
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + base64(signature.sign());
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private Answer ask(String path, String token) throws Exception {
        return api.get(path, "Authorization", "Bearer " + token);
    }

    @Test
    void aTokenSaysWhoseRendersAreSeen() throws Exception {
        api.farm.add("a", "ann", RenderState.RENDER_STATE_QUEUED);
        api.farm.add("b", "bob", RenderState.RENDER_STATE_QUEUED);
        String token = token(keys, claims());

        assertThat(ask("/v1/session", token).json().getString("producer")).isEqualTo("ann");
        assertThat(ask("/v1/session", token).json().getJsonArray("scopes")).containsExactly("submit", "read");
        assertThat(ask("/v1/renders", token).json().getJsonArray("data")).hasSize(1);
        assertThat(ask("/v1/renders/b", token).status()).isEqualTo(404);
    }

    @Test
    void eachProducerHasTheAllowanceThatTokensBring() throws Exception {
        api.farm.add("a", "ann", RenderState.RENDER_STATE_RENDERING);
        String request =
                "{\"model\": \"reference\", \"width\": 64, \"height\": 64, \"shots\": [{\"prompt\": \"a cat\", \"frames\": 16}]}";

        assertThat(submit(request, claims()).status()).isEqualTo(429);
        assertThat(submit(request, claims().put("sub", "bob")).status()).isEqualTo(201);
    }

    private Answer submit(String request, JsonObject claims) throws Exception {
        return api.post("/v1/renders", request, "Authorization", "Bearer " + token(keys, claims));
    }

    @Test
    void scopesMayBeAListAsWell() throws Exception {
        JsonObject operator = claims().put("scope", new JsonArray().add("framefarm:operate"));

        assertThat(ask("/v1/session", token(keys, operator)).json().getJsonArray("scopes"))
                .containsExactly("operate");
    }

    @Test
    void aTokenForAnotherServiceIsRefused() throws Exception {
        assertThat(ask("/v1/renders", token(keys, claims().put("aud", "mail"))).status())
                .isEqualTo(401);
    }

    @Test
    void aTokenOfAnotherIssuerIsRefused() throws Exception {
        assertThat(ask("/v1/renders", token(keys, claims().put("iss", "http://127.0.0.1/other")))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aTokenThatSomebodyElseSignedIsRefused() throws Exception {
        assertThat(ask("/v1/renders", token(newKeys(), claims())).status()).isEqualTo(401);
    }

    @Test
    void aTokenThatHasEndedOrNeverEndsIsRefused() throws Exception {
        JsonObject endless = claims();
        endless.remove("exp");

        assertThat(ask("/v1/renders", token(keys, claims().put("exp", LONG_AGO)))
                        .status())
                .isEqualTo(401);
        assertThat(ask("/v1/renders", token(keys, endless)).status()).isEqualTo(401);
    }

    @Test
    void aTokenThatNamesNoProducerIsRefused() throws Exception {
        JsonObject nobody = claims();
        nobody.remove("sub");

        assertThat(ask("/v1/renders", token(keys, nobody)).status()).isEqualTo(401);
        assertThat(ask("/v1/renders", token(keys, claims().put("sub", "../ann")))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aTokenWithoutAScopeOfOursIsRefused() throws Exception {
        assertThat(ask("/v1/renders", token(keys, claims().put("scope", "openid read")))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aTokenWhoseClaimsWereChangedIsRefused() throws Exception {
        String[] parts = token(keys, claims()).split("\\.", -1);
        String others = base64(claims().put("sub", "bob").encode().getBytes(StandardCharsets.UTF_8));

        assertThat(ask("/v1/renders", parts[0] + "." + others + "." + parts[2]).status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "HS256"})
    void aTokenThatIsNotSignedByAPrivateKeyIsRefused(String algorithm) throws Exception {
        String head = new JsonObject().put("alg", algorithm).put("kid", "one").encode();
        String signed = base64(head.getBytes(StandardCharsets.UTF_8)) + "."
                + base64(claims().encode().getBytes(StandardCharsets.UTF_8));

        assertThat(ask("/v1/renders", signed + ".").status()).isEqualTo(401);
        assertThat(ask("/v1/renders", signed + "." + base64(new byte[32])).status())
                .isEqualTo(401);
        assertThat(ask("/v1/renders", "no token at all").status()).isEqualTo(401);
    }

    @Test
    void aFarmDoesNotStartWithAnIssuerThatSaysItIsAnother() {
        OidcSettings other = new OidcSettings(issuer + "/", "framefarm", "sub", Allowance.UNLIMITED);

        assertThatThrownBy(() ->
                        new ApiUnderTest(folder, HttpSettings.loopback(0, false).withOidc(other)))
                .isInstanceOf(HttpApi.HttpStartException.class)
                .hasMessageContaining("says that the issuer is");
    }

    @Test
    void anIssuerWithoutTlsIsRefused() {
        assertThatThrownBy(() -> new OidcSettings("http://issuer.example", "framefarm", "sub", Allowance.UNLIMITED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no https address");
    }
}
