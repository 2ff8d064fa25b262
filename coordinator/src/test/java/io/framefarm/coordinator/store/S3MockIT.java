package io.framefarm.coordinator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framefarm.protocol.v1.ClaimCheck;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The store against an S3 server of other authors. */
@Timeout(120)
class S3MockIT extends VideoStoreContract {
    private static final S3Credentials CREDENTIALS = new S3Credentials("any", "any", "");

    @TempDir
    static Path serverFolder;

    private static S3MockProcess server;

    @BeforeAll
    static void start() throws IOException {
        server = S3MockProcess.start(serverFolder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    S3Store store() {
        return new S3Store(location(), CREDENTIALS, InstantSource.system());
    }

    /** Each test has a prefix of its own. */
    private S3Location location() {
        return new S3Location(server.endpoint(), "us-east-1", S3MockProcess.BUCKET, folder.getFileName() + "/");
    }

    @Test
    void theStoreThatAnOperatorNamesIsTheSame() throws IOException {
        store().put(KEY, bytes(10, 1), "video/mp4");
        Map<String, String> environment = Map.of(
                "AWS_ENDPOINT_URL_S3",
                server.endpoint().toString(),
                "AWS_ACCESS_KEY_ID",
                "any",
                "AWS_SECRET_ACCESS_KEY",
                "any");

        VideoStore named = OpenVideoStore.open(store().location(), environment, InstantSource.system());

        assertThat(named.size(KEY)).hasValue(10);
    }

    @Test
    void smallAndLargeObjectsKeepTheirContentType() throws IOException {
        StoreKey large = StoreKey.ofVideo("large", "webm");
        store().put(KEY, bytes(10, 1), "video/mp4");
        store().put(large, file(S3Store.PART_BYTES + 1, 1), "video/webm");

        assertThat(contentType(KEY)).isEqualTo("video/mp4");
        assertThat(contentType(large)).isEqualTo("video/webm");
    }

    @Test
    void untilItIsCompletedAnUploadChangesNothing() throws IOException {
        int size = S3Store.PART_BYTES + 1000;
        store().put(KEY, bytes(10, 1), "video/mp4");

        String upload = store().begin(KEY, "video/mp4");
        List<String> tags = store().sendParts(KEY, upload, file(size, 2));
        assertThat(tags).hasSize(2);
        assertThat(read(KEY, 0)).isEqualTo(bytes(10, 1));

        store().complete(KEY, upload, tags);
        assertThat(read(KEY, 0)).isEqualTo(bytes(size, 2));
    }

    @Test
    void aCompletionThatNamesAnotherPartIsRefusedAndChangesNothing() throws IOException {
        store().put(KEY, bytes(10, 1), "video/mp4");
        String upload = store().begin(KEY, "video/mp4");
        List<String> tags = store().sendParts(KEY, upload, file(S3Store.PART_BYTES + 1, 2));
        List<String> wrong = List.of(tags.get(0), tags.get(0));

        assertThatThrownBy(() -> store().complete(KEY, upload, wrong))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("was answered with 400: InvalidPart");

        assertThat(read(KEY, 0)).isEqualTo(bytes(10, 1));
    }

    @Test
    void anAbortedUploadCannotBeCompleted() throws IOException {
        String upload = store().begin(KEY, "video/mp4");
        List<String> tags = store().sendParts(KEY, upload, file(1000, 2));

        store().abort(KEY, upload);

        assertThatThrownBy(() -> store().complete(KEY, upload, tags)).hasMessageContaining("404: NoSuchUpload");
        assertThat(store().size(KEY)).isEmpty();
    }

    @Test
    void aBucketThatDoesNotExistIsAnErrorWithTheServersWords() {
        S3Location nowhere = new S3Location(server.endpoint(), "us-east-1", "no-such-bucket", "");
        S3Store store = new S3Store(nowhere, CREDENTIALS, InstantSource.system());

        assertThatThrownBy(() -> store.put(KEY, bytes(10, 1), "video/mp4"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("to bucket no-such-bucket at")
                .hasMessageContaining("404: NoSuchBucket");
    }

    @Test
    void aClaimCheckIsRedeemedOnlyForTheBytesThatWerePut() throws IOException {
        ClaimChecks claims = new ClaimChecks(store(), 1 << 20);
        ClaimCheck claim = claims.put(bytes(100_000, 1));
        assertThat(claims.get(claim)).isEqualTo(bytes(100_000, 1));

        store().put(new StoreKey(claim.getKey()), bytes(100_000, 2), "application/octet-stream");

        assertThatThrownBy(() -> claims.get(claim))
                .isInstanceOf(WrongContentException.class)
                .hasMessageContaining("is not what its claim check stands for");
    }

    private String contentType(StoreKey key) throws IOException {
        S3Client client = new S3Client(location(), CREDENTIALS, InstantSource.system());
        HttpResponse<InputStream> response = client.send(S3Client.Call.of("HEAD", key));
        try (InputStream body = response.body()) {
            assertThat(body).isEmpty();
        }
        return response.headers().firstValue("content-type").orElse("none");
    }
}
