package io.framefarm.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Calls that somebody has damaged on purpose: each is answered or hung up on, none is a fault of ours. */
@Timeout(240)
class DamagedCallsTest {
    private static final int MUTATIONS = 200;
    private static final int SEED = 5;
    private static final String BODY =
            "{\"model\":\"m\",\"width\":64,\"height\":64,\"shots\":[{\"prompt\":\"p\",\"frames\":16}]}";
    private static final String BOUNDARY = "----b";

    private static final List<String> GOOD = List.of(
            post("/v1/renders", "application/json", BODY),
            post("/v1/plan", "application/json", BODY),
            post(
                    "/v1/videos",
                    "multipart/form-data; boundary=" + BOUNDARY,
                    "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\na cat\r\n--"
                            + BOUNDARY
                            + "\r\nContent-Disposition: form-data; name=\"input_reference\"; filename=\"../../x.png\"\r\n"
                            + "Content-Type: image/png\r\n\r\n\u0089PNG\r\n--" + BOUNDARY + "--\r\n"),
            post("/v1/inputs", "image/png", "\u0089PNG\r\n\u001a\n"),
            get("/v1/renders?limit=2&cursor=abc&state=done"),
            get("/v1/renders/..%2f..%2fetc%2fpasswd"),
            get("/v1/renders/a/video"),
            get("/v1/renders/a/events"),
            get("/openapi.yaml"));

    @TempDir
    private Path folder;

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nRange: bytes=0-1,5-\r\nConnection: close\r\n\r\n";
    }

    private static String post(String path, String type, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type + "\r\nContent-Length: "
                + body.length() + "\r\nIdempotency-Key: k\r\nConnection: close\r\n\r\n" + body;
    }

    @Test
    void noneIsAFaultOfOursAndTheNextCallIsServed() throws Exception {
        HttpSettings settings = HttpSettings.loopback(0, false)
                .within(new HttpLimits(1, 100, Duration.ofSeconds(1), 10, 100, 1_000_000));
        SplittableRandom random = new SplittableRandom(SEED);
        int answered = 0;
        try (ApiUnderTest api = new ApiUnderTest(folder, settings)) {
            int port = URI.create(api.api.url()).getPort();
            for (int i = 0; i < MUTATIONS; i++) {
                byte[] call = damaged(GOOD.get(random.nextInt(GOOD.size())), random);
                String answer = answerTo(call, port);
                assertThat(answer)
                        .as("to %s", new String(call, StandardCharsets.ISO_8859_1))
                        .doesNotStartWith("HTTP/1.1 5")
                        .doesNotStartWith("HTTP/1.0 5");
                answered += answer.isEmpty() ? 0 : 1;
            }
            assertThat(answered).isGreaterThan(MUTATIONS / 2);
            assertThat(api.get("/v1/renders").status()).isEqualTo(200);
        }
    }

    private static byte[] damaged(String call, SplittableRandom random) {
        byte[] bytes = call.getBytes(StandardCharsets.ISO_8859_1);
        byte[] changed =
                Arrays.copyOf(bytes, Math.max(1, bytes.length - (random.nextInt(10) == 0 ? random.nextInt(60) : 0)));
        for (int i = random.nextInt(4); i > 0; i--) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt();
        }
        return changed;
    }

    /** The beginning of the answer; empty when the server hung up. */
    private static String answerTo(byte[] call, int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(call);
            InputStream in = socket.getInputStream();
            return new String(in.readNBytes(12), StandardCharsets.ISO_8859_1);
        } catch (SocketException hungUp) {
            return "";
        }
    }
}
