package io.framefarm.deploy.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.framefarm.deploy.tls.ServerCertificate;
import io.framefarm.worker.cache.Breaker;
import io.framefarm.worker.cache.CacheEvents.Outcome;
import io.framefarm.worker.cache.CacheKey;
import io.framefarm.worker.cache.redis.RedisAddress;
import io.framefarm.worker.cache.redis.RedisCacheConfig;
import io.framefarm.worker.cache.redis.RedisTensorCache;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.embedded.core.ExecutableProvider;

/** The shared cache on a server that speaks TLS alone and knows one user. */
class RedisOverTlsIT {

    private static final CacheKey KEY = new CacheKey("text-embedding", "ab".repeat(32));
    private static final byte[] VALUE = {1, 2, 3};
    private static final String PASSWORD = "farm-password";

    @TempDir
    private static Path folder;

    private static ServerCertificate certificate;
    private static Process server;
    private static int port;

    private final List<Outcome> outcomes = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void startServer() throws Exception {
        certificate = ServerCertificate.in(folder);
        port = freePort();
        Path executable =
                ExecutableProvider.newJarResourceProvider(folder.toFile()).get().toPath();
        server = new ProcessBuilder(
                        executable.toAbsolutePath().toString(),
                        "--bind",
                        "127.0.0.1",
                        "--port",
                        "0",
                        "--tls-port",
                        String.valueOf(port),
                        "--tls-cert-file",
                        certificate.certificate().toString(),
                        "--tls-key-file",
                        certificate.key().toString(),
                        "--tls-auth-clients",
                        "no",
                        "--save",
                        "",
                        "--user",
                        "default",
                        "off",
                        "--user",
                        "farm",
                        "on",
                        // What docs/SECURE-CLUSTERS.md says a worker needs, and no more.
                        "~framefarm:*",
                        "-@all",
                        "+get",
                        "+set",
                        "+ping",
                        "+hello",
                        "+client",
                        ">" + PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("redis.log").toFile())
                .start();
        await().until(RedisOverTlsIT::listens);
    }

    @AfterAll
    static void stopServer() {
        server.destroyForcibly();
    }

    @Test
    void theCacheIsUsedByAUserWithAPassword() {
        withCache("farm:" + PASSWORD + "@", Optional.empty(), Optional.of(certificate.certificate()), cache -> {
            cache.put(KEY, VALUE);

            assertThat(cache.get(KEY)).hasValue(VALUE);
        });

        assertThat(outcomes).containsExactly(Outcome.STORED, Outcome.HIT);
    }

    @Test
    void thePasswordNeedNotStandInTheAddress() {
        withCache("farm@", Optional.of(PASSWORD), Optional.of(certificate.certificate()), cache -> {
            cache.put(KEY, VALUE);

            assertThat(cache.get(KEY)).hasValue(VALUE);
        });

        assertThat(outcomes).containsExactly(Outcome.STORED, Outcome.HIT);
    }

    @Test
    void aServerThatNobodyVouchesForIsNotSpokenTo() {
        withCache(
                "farm@",
                Optional.of(PASSWORD),
                Optional.empty(),
                cache -> assertThat(cache.get(KEY)).isEmpty());

        assertThat(outcomes).containsExactly(Outcome.ERROR);
    }

    @Test
    void aWrongPasswordIsAnErrorAndNoMore() {
        withCache(
                "farm@",
                Optional.of("wrong"),
                Optional.of(certificate.certificate()),
                cache -> assertThat(cache.get(KEY)).isEmpty());

        assertThat(outcomes).containsExactly(Outcome.ERROR);
    }

    private interface Use {
        void of(RedisTensorCache cache);
    }

    private void withCache(String user, Optional<String> password, Optional<Path> trusted, Use use) {
        RedisAddress address = new RedisAddress("rediss://" + user + "127.0.0.1:" + port, password, trusted);
        try (RedisTensorCache cache = new RedisTensorCache(
                RedisCacheConfig.at(address),
                (tier, kind, outcome) -> outcomes.add(outcome),
                new Breaker(3, Duration.ofHours(1), () -> Instant.EPOCH),
                System::nanoTime)) {
            use.of(cache);
        }
    }

    private static boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
