package io.framefarm.coordinator.store;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests the way S3 wants them signed: AWS Signature Version 4, in the Authorization header.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html">Signature calculations
 *     for the Authorization header</a>
 */
final class S3Signature {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final S3Credentials credentials;
    private final String region;

    S3Signature(S3Credentials credentials, String region) {
        this.credentials = credentials;
        this.region = region;
    }

    /**
     * What is signed. Path and query come as they go over the wire; headers in lower case, the host among them.
     *
     * @param query parameters in the order of their names, escaped, each with an equals sign
     */
    record Request(String method, String path, String query, SortedMap<String, String> headers, String bodySha256) {
        Request {
            headers = new TreeMap<>(headers);
        }
    }

    /** The headers to send besides the host: those of the request, and the ones that carry the signature. */
    SortedMap<String, String> sign(Request request, Instant now) {
        SortedMap<String, String> headers = new TreeMap<>(request.headers());
        String time = TIME.format(now);
        headers.put("x-amz-date", time);
        headers.put("x-amz-content-sha256", request.bodySha256());
        if (!credentials.sessionToken().isEmpty()) {
            headers.put("x-amz-security-token", credentials.sessionToken());
        }
        String names = String.join(";", headers.keySet());
        String scope = time.substring(0, 8) + "/" + region + "/s3/aws4_request";
        String canonical = canonical(request, headers, names);
        String toSign = ALGORITHM + "\n" + time + "\n" + scope + "\n" + Sha256.hex(utf8(canonical));
        String signature = HexFormat.of().formatHex(hmac(signingKey(time.substring(0, 8)), toSign));
        headers.put(
                "authorization",
                ALGORITHM + " Credential=" + credentials.accessKeyId() + "/" + scope + ",SignedHeaders=" + names
                        + ",Signature=" + signature);
        headers.remove("host");
        return headers;
    }

    private static String canonical(Request request, SortedMap<String, String> headers, String names) {
        String headerLines = headers.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue().strip() + "\n")
                .collect(Collectors.joining());
        return String.join(
                "\n", request.method(), request.path(), request.query(), headerLines, names, request.bodySha256());
    }

    private byte[] signingKey(String date) {
        byte[] dateKey = hmac(utf8("AWS4" + credentials.secretAccessKey()), date);
        byte[] regionKey = hmac(dateKey, region);
        return hmac(hmac(regionKey, "s3"), "aws4_request");
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(utf8(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
