package io.framefarm.coordinator.store;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A small S3 server on the loopback address. It works out every request's signature anew from what came over the wire,
 * and refuses parts that S3 would refuse.
 */
final class FakeS3 implements AutoCloseable {
    static final S3Credentials CREDENTIALS = new S3Credentials("TESTKEY", "test/secret+key", "");
    static final String REGION = "eu-test-1";
    private static final int MIN_PART_BYTES = 5 << 20;
    private static final Pattern AUTHORIZATION = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=TESTKEY/(\\d{8})/eu-test-1/s3/aws4_request,SignedHeaders=([a-z0-9;-]+),Signature=([0-9a-f]{64})");

    final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    final Map<String, String> contentTypes = new ConcurrentHashMap<>();
    final Map<String, NavigableMap<Integer, byte[]>> uploads = new ConcurrentHashMap<>();
    /** So many of the next requests that match are answered with an error. */
    final AtomicInteger failures = new AtomicInteger();

    volatile String failingMethod = "";
    /** How the query of a request that fails begins. */
    volatile String failingQuery = "";

    volatile int failingStatus = 503;

    private final HttpServer server;
    private final AtomicInteger uploadIds = new AtomicInteger();

    FakeS3() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    S3Store store(S3Credentials credentials) {
        URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new S3Store(
                new S3Location(endpoint, REGION, "videos-test", "farm/"),
                credentials,
                java.time.InstantSource.system());
    }

    S3Store store() {
        return store(CREDENTIALS);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        try {
            if (!signatureIsRight(exchange, body)) {
                answer(exchange, 403, error("SignatureDoesNotMatch", "the signature is not what I calculated"));
            } else if (isToFail(exchange) && failures.getAndDecrement() > 0) {
                answer(exchange, failingStatus, error("SlowDown", "please reduce your request rate"));
            } else {
                serve(exchange, body);
            }
        } finally {
            exchange.close();
        }
    }

    private boolean isToFail(HttpExchange exchange) {
        String query = Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), "");
        return exchange.getRequestMethod().equals(failingMethod) && query.startsWith(failingQuery);
    }

    private void serve(HttpExchange exchange, byte[] body) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String query = exchange.getRequestURI().getRawQuery();
        Map<String, String> parameters = query == null ? Map.of() : parameters(query);
        switch (exchange.getRequestMethod()) {
            case "PUT" -> put(exchange, path, parameters, body);
            case "POST" -> post(exchange, path, parameters, body);
            case "DELETE" -> delete(exchange, path, parameters);
            default -> get(exchange, path);
        }
    }

    private void put(HttpExchange exchange, String path, Map<String, String> parameters, byte[] body)
            throws IOException {
        String tag = "\"" + Sha256.hex(body).substring(0, 32) + "\"";
        if (parameters.containsKey("partNumber")) {
            upload(parameters).put(Integer.valueOf(parameters.get("partNumber")), body);
        } else {
            objects.put(path, body);
            contentTypes.put(path, exchange.getRequestHeaders().getFirst("Content-Type"));
        }
        exchange.getResponseHeaders().set("ETag", tag);
        answer(exchange, 200, "");
    }

    private void post(HttpExchange exchange, String path, Map<String, String> parameters, byte[] body)
            throws IOException {
        if (parameters.containsKey("uploads")) {
            String id = "upload/+ " + uploadIds.incrementAndGet();
            uploads.put(id, new TreeMap<>());
            contentTypes.put(path, exchange.getRequestHeaders().getFirst("Content-Type"));
            answer(
                    exchange,
                    200,
                    "<InitiateMultipartUploadResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><UploadId>" + id
                            + "</UploadId></InitiateMultipartUploadResult>");
            return;
        }
        NavigableMap<Integer, byte[]> parts = upload(parameters);
        uploads.values().remove(parts);
        String problem = problem(parts, new String(body, StandardCharsets.UTF_8));
        if (!problem.isEmpty()) {
            // As S3 does when it finds out late.
            answer(exchange, 200, error(problem, "a part is wrong"));
            return;
        }
        byte[] whole =
                new byte[parts.values().stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts.values()) {
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
        }
        objects.put(path, whole);
        answer(exchange, 200, "<CompleteMultipartUploadResult><ETag>\"x-2\"</ETag></CompleteMultipartUploadResult>");
    }

    private NavigableMap<Integer, byte[]> upload(Map<String, String> parameters) {
        return Objects.requireNonNull(uploads.get(parameters.get("uploadId")), "no such upload");
    }

    private static String problem(NavigableMap<Integer, byte[]> parts, String completion) {
        for (Map.Entry<Integer, byte[]> part : parts.entrySet()) {
            if (part.getValue().length < MIN_PART_BYTES && !part.getKey().equals(parts.lastKey())) {
                return "EntityTooSmall";
            }
            String tag = Sha256.hex(part.getValue()).substring(0, 32);
            if (!completion.contains("<PartNumber>" + part.getKey() + "</PartNumber><ETag>\"" + tag + "\"</ETag>")) {
                return "InvalidPart";
            }
        }
        return "";
    }

    private void delete(HttpExchange exchange, String path, Map<String, String> parameters) throws IOException {
        if (parameters.containsKey("uploadId")) {
            uploads.remove(parameters.get("uploadId"));
        } else {
            objects.remove(path);
        }
        exchange.sendResponseHeaders(204, -1);
    }

    private void get(HttpExchange exchange, String path) throws IOException {
        byte[] object = objects.get(path);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (object == null) {
            answer(exchange, 404, head ? "" : error("NoSuchKey", "there is no " + path));
            return;
        }
        String range = exchange.getRequestHeaders().getFirst("Range");
        int from = range == null ? 0 : Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
        byte[] wanted = Arrays.copyOfRange(object, from, object.length);
        if (head) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(wanted.length));
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        exchange.sendResponseHeaders(range == null ? 200 : 206, wanted.length);
        exchange.getResponseBody().write(wanted);
    }

    private static boolean signatureIsRight(HttpExchange exchange, byte[] body) {
        Matcher found = AUTHORIZATION.matcher(
                String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        String bodyHash = String.valueOf(exchange.getRequestHeaders().getFirst("x-amz-content-sha256"));
        if (!found.matches() || !bodyHash.equals(Sha256.hex(body))) {
            return false;
        }
        String headers = Arrays.stream(found.group(2).split(";"))
                .map(name -> name + ":" + exchange.getRequestHeaders().getFirst(name) + "\n")
                .collect(Collectors.joining());
        String query = exchange.getRequestURI().getRawQuery();
        String canonical =
                exchange.getRequestMethod() + "\n" + exchange.getRequestURI().getRawPath() + "\n"
                        + (query == null ? "" : query) + "\n" + headers + "\n" + found.group(2) + "\n" + bodyHash;
        String date = found.group(1);
        String toSign = "AWS4-HMAC-SHA256\n" + exchange.getRequestHeaders().getFirst("x-amz-date") + "\n" + date
                + "/eu-test-1/s3/aws4_request\n" + Sha256.hex(canonical.getBytes(StandardCharsets.UTF_8));
        byte[] key = ("AWS4" + CREDENTIALS.secretAccessKey()).getBytes(StandardCharsets.UTF_8);
        for (String part : new String[] {date, REGION, "s3", "aws4_request", toSign}) {
            key = hmac(key, part);
        }
        return java.util.HexFormat.of().formatHex(key).equals(found.group(3));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> parameters(String query) {
        return Arrays.stream(query.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> pair[0],
                        pair -> pair.length < 2 ? "" : java.net.URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static String error(String code, String message) {
        return "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>" + message + "</Message></Error>";
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
