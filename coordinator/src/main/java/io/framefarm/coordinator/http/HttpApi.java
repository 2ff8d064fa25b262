package io.framefarm.coordinator.http;

import io.framefarm.coordinator.access.RateLimits;
import io.framefarm.coordinator.http.exchange.CheckToken;
import io.framefarm.coordinator.http.renders.KeptPictures;
import io.framefarm.coordinator.picture.VideoPictures;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Route;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The farm's HTTP server. It holds nothing that another coordinator's does not: any of them can answer. */
public final class HttpApi implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);
    private static final Duration START_WITHIN = Duration.ofSeconds(20);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);
    private static final int READER_THREADS = 16;
    private static final int PICTURE_THREADS = 2;
    private static final long KEPT_PICTURE_BYTES = 32L << 20;
    private static final int MAX_HEADER_BYTES = 16 << 10;
    /** Verticles that listen on a negative port share one that is free. */
    private static final int ANY_SHARED_PORT = -1;

    private final HttpSettings settings;
    private final HttpParts parts;
    private final Vertx vertx;
    private final Shared shared;
    private final List<Routes> routes = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AutoCloseable following;
    private volatile int port;

    /** The address is taken, or the server cannot be started for another reason. */
    public static final class HttpStartException extends RuntimeException {
        private static final long serialVersionUID = 1;

        HttpStartException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private HttpApi(HttpSettings settings, HttpParts parts, Vertx vertx, Optional<CheckToken> tokens) {
        this.settings = settings;
        this.parts = parts;
        this.vertx = vertx;
        this.shared = new Shared(
                tokens,
                new RateLimits(() -> TimeUnit.MILLISECONDS.toNanos(parts.clock().millis())),
                vertx.createSharedWorkerExecutor("video-readers", READER_THREADS),
                vertx.createSharedWorkerExecutor("picture-makers", PICTURE_THREADS),
                new VideoPictures(parts.videos()),
                new KeptPictures(KEPT_PICTURE_BYTES));
        this.following = parts.renders().follow(() -> routes.forEach(Routes::boardChanged));
    }

    /**
     * Returns when requests are answered.
     *
     * @throws IllegalArgumentException for settings that would open the farm to everybody
     * @throws HttpStartException when it cannot listen, or cannot know its callers
     */
    public static HttpApi start(HttpSettings settings, HttpParts parts) {
        settings.requireClosed();
        Vertx vertx = vertx(settings);
        try {
            HttpApi api = new HttpApi(settings, parts, vertx, new TokenChecks(vertx, parts.clock()).open(settings));
            api.listen();
            return api;
        } catch (HttpStartException failed) {
            close(vertx);
            throw failed;
        }
    }

    private static Vertx vertx(HttpSettings settings) {
        return Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(settings.limits().eventLoops())
                .setUseDaemonThread(true)
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
    }

    private void listen() {
        int wanted = settings.port() == 0 ? ANY_SHARED_PORT : settings.port();
        try {
            deploy(wanted);
        } catch (ExecutionException failed) {
            boolean taken = failed.getCause() instanceof BindException;
            if (!taken || !settings.orAnyPort() || wanted == ANY_SHARED_PORT) {
                throw cannotListen(failed);
            }
            LOG.info("Port {} is taken: the API takes a free one", wanted);
            listenAnywhere();
        }
    }

    private void listenAnywhere() {
        try {
            deploy(ANY_SHARED_PORT);
        } catch (ExecutionException failed) {
            throw cannotListen(failed);
        }
    }

    private HttpStartException cannotListen(ExecutionException failed) {
        Throwable cause = failed.getCause() == null ? failed : failed.getCause();
        return new HttpStartException(
                "cannot listen on http://%s:%d: %s".formatted(settings.host(), settings.port(), cause.getMessage()),
                cause);
    }

    private void deploy(int onPort) throws ExecutionException {
        Future<String> deployed = vertx.deployVerticle(
                () -> new Server(onPort),
                new DeploymentOptions().setInstances(settings.limits().eventLoops()));
        try {
            deployed.toCompletionStage().toCompletableFuture().get(START_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new HttpStartException("the HTTP server did not start within " + START_WITHIN, late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new HttpStartException("interrupted while the HTTP server started", interrupted);
        }
    }

    /** One event loop's server; all of them listen on the same port. */
    private final class Server extends VerticleBase {
        private final int onPort;

        Server(int onPort) {
            this.onPort = onPort;
        }

        @Override
        public Future<?> start() {
            Routes mine = new Routes(vertx, settings, parts, shared);
            return vertx.createHttpServer(options())
                    .connectionHandler(this::admit)
                    .requestHandler(mine.router())
                    .listen(onPort, settings.host())
                    .onSuccess(server -> listening(server, mine));
        }

        private void listening(HttpServer server, Routes mine) {
            routes.add(mine);
            port = server.actualPort();
        }

        private HttpServerOptions options() {
            return new HttpServerOptions()
                    .setIdleTimeout((int) settings.limits().idle().toSeconds())
                    .setMaxHeaderSize(MAX_HEADER_BYTES)
                    .setTcpNoDelay(true)
                    .setHttp2ClearTextEnabled(false) // would tell of a connection only when it has said something
                    .setCompressionSupported(false);
        }

        private void admit(HttpConnection connection) {
            if (connections.incrementAndGet() > settings.limits().maxConnections()) {
                connections.decrementAndGet();
                connection.close();
                return;
            }
            connection.closeHandler(closed -> connections.decrementAndGet());
        }
    }

    /** What one event loop serves; all serve the same. */
    List<Route> routes() {
        return routes.get(0).router().getRoutes();
    }

    /** Such as {@code http://127.0.0.1:8080}. */
    public String url() {
        String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
        return "http://" + host + ":" + port;
    }

    @Override
    public void close() {
        try {
            following.close();
        } catch (Exception impossible) { // of AutoCloseable; a follower only leaves a list
            throw new IllegalStateException("cannot stop following the board", impossible);
        }
        close(vertx);
    }

    private static void close(Vertx vertx) {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(CLOSE_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException slow) {
            LOG.warn("The HTTP server did not stop cleanly: {}", slow.toString());
        }
    }
}
