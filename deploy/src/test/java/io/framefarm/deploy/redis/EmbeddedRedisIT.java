package io.framefarm.deploy.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRedisIT {

    @TempDir
    Path folder;

    @Test
    void itAnswersOnTheLoopbackAddress() throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.start(folder, 64)) {
            assertThat(ask(redis, "CONFIG GET maxmemory")).contains(String.valueOf(64 << 20));
        }
    }

    @Test
    void itForgetsTheLeastRecentlyUsedAndWritesNothing() throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.start(folder, 64)) {
            assertThat(ask(redis, "CONFIG GET maxmemory-policy")).contains("allkeys-lru");
            assertThat(ask(redis, "CONFIG GET save")).endsWith("$0\r\n\r\n");
        }
    }

    @Test
    void aServerLeftOverFromAKilledFarmIsEnded() throws Exception {
        EmbeddedRedis leftover = EmbeddedRedis.start(folder, 64);
        long leftoverPid = Long.parseLong(Files.readString(folder.resolve("redis.pid")));
        try (EmbeddedRedis next = EmbeddedRedis.start(folder, 64)) {
            assertThat(ask(next, "PING")).startsWith("+PONG");
            await().until(() -> ProcessHandle.of(leftoverPid).isEmpty());
        } finally {
            leftover.close();
        }
    }

    @Test
    void aProcessIdThatNowBelongsToSomebodyElseIsLeftAlone() throws Exception {
        long ours = ProcessHandle.current().pid();
        Files.writeString(folder.resolve("redis.pid"), String.valueOf(ours));
        try (EmbeddedRedis redis = EmbeddedRedis.start(folder, 64)) {
            assertThat(ask(redis, "PING")).startsWith("+PONG");
        }
    }

    private static String ask(EmbeddedRedis redis, String command) throws IOException {
        URI uri = URI.create(redis.uri());
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.getOutputStream().write((command + "\r\nQUIT\r\n").getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return answer.replaceAll("\\+OK\r\n$", "");
        }
    }
}
