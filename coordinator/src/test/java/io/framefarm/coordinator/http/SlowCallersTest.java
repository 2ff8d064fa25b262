package io.framefarm.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.coordinator.store.StoreKey;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Callers that read slowly, say nothing, or come in crowds. */
@Timeout(120)
class SlowCallersTest {
    private static final byte[] VIDEO = new byte[24 << 20];
    private static final Duration NEVER_IDLE = Duration.ofHours(1);
    private static final int READ_WITHIN_MS = 60_000;

    @TempDir
    private Path folder;

    private static HttpSettings settings(int maxConnections, Duration idle) {
        return HttpSettings.loopback(0, false).within(new HttpLimits(1, maxConnections, idle, 10, 100, 1_000_000));
    }

    private static Socket connect(ApiUnderTest api) throws Exception {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(api.api.url()).getPort());
        socket.setSoTimeout(READ_WITHIN_MS);
        return socket;
    }

    private static void ask(Socket socket, String path) throws Exception {
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void moreSlowDownloadsThanReadersHoldNobodyUp() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try (ApiUnderTest api = new ApiUnderTest(folder, settings(100, NEVER_IDLE))) {
            api.store.put(StoreKey.ofVideo("a", "mp4"), VIDEO, "video/mp4");
            api.farm.done("a", "ann", VIDEO, new byte[32]);
            for (int i = 0; i < 40; i++) {
                Socket socket = connect(api);
                slow.add(socket);
                ask(socket, "/v1/renders/a/video");
                assertThat(socket.getInputStream().read()).isEqualTo('H'); // it has begun
            }

            assertThat(api.get("/v1/renders/a/video").bytes()).hasSize(VIDEO.length);
            assertThat(api.get("/v1/renders").status()).isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void whoSaysNothingIsLetGo() throws Exception {
        try (ApiUnderTest api = new ApiUnderTest(folder, settings(100, Duration.ofSeconds(1)));
                Socket silent = connect(api);
                Socket halfWay = connect(api)) {
            halfWay.getOutputStream().write("GET /v1/ren".getBytes(StandardCharsets.US_ASCII));

            assertThat(silent.getInputStream().read()).isEqualTo(-1);
            assertThat(halfWay.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void connectionsBeyondTheLimitAreClosedAndTheOthersServed() throws Exception {
        try (ApiUnderTest api = new ApiUnderTest(folder, settings(1, NEVER_IDLE));
                Socket first = connect(api)) {
            ask(first, "/v1/renders");
            assertThat(first.getInputStream().read()).isEqualTo('H');
            try (Socket second = connect(api);
                    InputStream answer = second.getInputStream()) {
                assertThat(answer.read()).isEqualTo(-1);
            }
            ask(first, "/v1/queue");
            assertThat(first.getInputStream().read()).isPositive();
        }
    }

    @Test
    void whoSaysNothingCountsToo() throws Exception {
        try (ApiUnderTest api = new ApiUnderTest(folder, settings(1, NEVER_IDLE));
                Socket silent = connect(api);
                Socket second = connect(api)) {
            assertThat(second.getInputStream().read()).isEqualTo(-1);

            ask(silent, "/v1/queue");
            assertThat(silent.getInputStream().read()).isEqualTo('H');
        }
    }

    @Test
    void noMoreListenThanAreAllowed() throws Exception {
        List<Socket> listeners = new ArrayList<>();
        try (ApiUnderTest api = new ApiUnderTest(folder, settings(100, NEVER_IDLE))) {
            for (int i = 0; i < 10; i++) {
                Socket socket = connect(api);
                listeners.add(socket);
                ask(socket, "/v1/events");
                assertThat(socket.getInputStream().read()).isEqualTo('H');
            }

            assertThat(api.get("/v1/events").status()).isEqualTo(503);
        } finally {
            for (Socket socket : listeners) {
                socket.close();
            }
        }
    }
}
