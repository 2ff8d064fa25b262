package io.framefarm.coordinator.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.SortedMap;
import java.util.TreeMap;

/** Sends signed requests to an S3-compatible store. Safe for use by many threads. */
final class S3Client {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    /** Until the answer begins, for the largest part over a slow line. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(2);
    /** Of an answer that is read as text: enough for every error and every upload's id. */
    private static final int MAX_TEXT_BYTES = 1 << 20;

    private static final byte[] NOTHING = {};

    private final S3Location location;
    private final S3Signature signature;
    private final InstantSource clock;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    S3Client(S3Location location, S3Credentials credentials, InstantSource clock) {
        this.location = location;
        this.signature = new S3Signature(credentials, location.region());
        this.clock = clock;
    }

    /**
     * One request about one object.
     *
     * @param query as {@link S3Signature.Request} wants it, or empty
     * @param headers in lower case
     */
    @SuppressWarnings("ArrayRecordComponent") // calls are never compared
    record Call(String method, StoreKey key, String query, SortedMap<String, String> headers, byte[] body) {
        Call {
            headers = new TreeMap<>(headers);
        }

        static Call of(String method, StoreKey key) {
            return new Call(method, key, "", new TreeMap<>(), NOTHING);
        }

        Call query(String parameters) {
            return new Call(method, key, parameters, headers, body);
        }

        Call header(String name, String value) {
            SortedMap<String, String> more = new TreeMap<>(headers);
            more.put(name, value);
            return new Call(method, key, query, more, body);
        }

        Call body(byte[] content) {
            return new Call(method, key, query, headers, content);
        }

        @Override
        public String toString() {
            return method + " " + key + (query.isEmpty() ? "" : "?" + query);
        }
    }

    HttpResponse<InputStream> send(Call call) throws IOException {
        String path = location.path(call.key());
        SortedMap<String, String> headers = new TreeMap<>(call.headers());
        headers.put("host", location.host());
        SortedMap<String, String> signed = signature.sign(
                new S3Signature.Request(call.method(), path, call.query(), headers, Sha256.hex(call.body())),
                clock.instant());
        URI uri = location.endpoint().resolve(call.query().isEmpty() ? path : path + "?" + call.query());
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).timeout(ANSWER_TIMEOUT).method(call.method(), publisher(call.body()));
        signed.forEach(request::header);
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted during " + call);
        } catch (IOException e) {
            throw new StoreException(call + " to " + location.endpoint() + " failed: " + e, e);
        }
    }

    private static HttpRequest.BodyPublisher publisher(byte[] body) {
        return body.length == 0 ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(body);
    }

    /** Sends, refuses every answer but success, and returns it with its text. */
    Answer request(Call call) throws IOException {
        HttpResponse<InputStream> response = send(call);
        String text = text(response);
        if (response.statusCode() / 100 != 2) {
            throw refused(call, response.statusCode(), text);
        }
        return new Answer(response, text);
    }

    record Answer(HttpResponse<InputStream> response, String text) {
        String header(String name) throws StoreException {
            return response.headers()
                    .firstValue(name)
                    .orElseThrow(() -> new StoreException(
                            "the answer to " + response.request().uri() + " has no header " + name));
        }
    }

    StoreException refused(Call call, int status, String text) {
        return new StoreException(call + " to bucket " + location.bucket() + " at " + location.endpoint()
                + " was answered with " + status + ": " + S3Answers.error(text));
    }

    static String text(HttpResponse<InputStream> response) throws IOException {
        try (InputStream in = response.body()) {
            return new String(in.readNBytes(MAX_TEXT_BYTES), StandardCharsets.UTF_8);
        }
    }
}
