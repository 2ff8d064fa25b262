package io.framefarm.worker.cache.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import org.testcontainers.containers.GenericContainer;
import redis.embedded.RedisServer;

/** The server of a test: the bundled one, or one in a container where the profile {@code containers} names its image. */
final class TestRedis {

    private static final int REDIS_PORT = 6379;

    private interface Stop {
        void run() throws IOException;
    }

    private final int port;
    private final Stop stop;

    private TestRedis(int port, Stop stop) {
        this.port = port;
        this.stop = stop;
    }

    static TestRedis start() throws IOException {
        int port = freePort();
        Optional<String> image = Optional.ofNullable(System.getProperty("containers.redis"));
        return new TestRedis(port, image.isPresent() ? inContainer(image.get(), port) : bundled(port));
    }

    String uri() {
        return "redis://127.0.0.1:" + port;
    }

    void stop() throws IOException {
        stop.run();
    }

    private static Stop inContainer(String image, int port) {
        GenericContainer<?> container = new GenericContainer<>(image)
                .withCommand("redis-server", "--save", "", "--protected-mode", "no")
                .withExposedPorts(REDIS_PORT);
        container.setPortBindings(List.of("127.0.0.1:" + port + ":" + REDIS_PORT));
        container.start();
        return container::stop;
    }

    private static Stop bundled(int port) throws IOException {
        RedisServer server = RedisServer.newRedisServer()
                .port(port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .build();
        server.start();
        return server::stop;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
