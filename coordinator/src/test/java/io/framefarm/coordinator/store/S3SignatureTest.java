package io.framefarm.coordinator.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The four examples that AWS publishes with the calculation of header signatures for S3. */
class S3SignatureTest {
    private static final String EMPTY = Sha256.hex(new byte[0]);
    private static final Instant NOW = Instant.parse("2013-05-24T00:00:00Z");
    private static final S3Signature SIGNATURE = new S3Signature(
            new S3Credentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", ""), "us-east-1");

    @Test
    void aReadOfTheFirstBytesIsSignedAsPublished() {
        assertThat(authorization("GET", "/test.txt", "", Map.of("range", "bytes=0-9"), EMPTY))
                .isEqualTo("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                        + "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                        + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    }

    @Test
    void aWriteIsSignedAsPublished() {
        String body = Sha256.hex("Welcome to Amazon S3.".getBytes(StandardCharsets.UTF_8));
        Map<String, String> headers =
                Map.of("date", "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class", "REDUCED_REDUNDANCY");

        assertThat(authorization("PUT", "/test%24file.text", "", headers, body))
                .endsWith("Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
    }

    @Test
    void aQueryWithoutValueIsSignedAsPublished() {
        assertThat(authorization("GET", "/", "lifecycle=", Map.of(), EMPTY))
                .endsWith("Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
    }

    @Test
    void aQueryOfTwoIsSignedAsPublished() {
        assertThat(authorization("GET", "/", "max-keys=2&prefix=J", Map.of(), EMPTY))
                .endsWith("Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
    }

    @Test
    void aSessionsTokenIsSent() {
        S3Signature signature = new S3Signature(new S3Credentials("id", "secret", "token"), "us-east-1");

        assertThat(signature.sign(request("GET", "/", "", Map.of(), EMPTY), NOW))
                .containsEntry("x-amz-security-token", "token");
    }

    private static String authorization(
            String method, String path, String query, Map<String, String> headers, String body) {
        SortedMap<String, String> signed = SIGNATURE.sign(request(method, path, query, headers, body), NOW);
        return String.valueOf(signed.get("authorization"));
    }

    private static S3Signature.Request request(
            String method, String path, String query, Map<String, String> headers, String body) {
        SortedMap<String, String> all = new TreeMap<>(headers);
        all.put("host", "examplebucket.s3.amazonaws.com");
        return new S3Signature.Request(method, path, query, all, body);
    }
}
