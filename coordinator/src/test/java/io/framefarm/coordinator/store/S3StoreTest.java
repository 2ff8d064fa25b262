package io.framefarm.coordinator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class S3StoreTest extends VideoStoreContract {
    private FakeS3 server;

    @BeforeEach
    void start() throws IOException {
        server = new FakeS3();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    S3Store store() {
        return server.store();
    }

    @Test
    void keysLieBelowBucketAndPrefixWithTheirContentType() throws IOException {
        store().put(KEY, bytes(10, 1), "video/mp4");
        store().put(StoreKey.ofVideo("large", "webm"), file(S3Store.PART_BYTES + 1, 1), "video/webm");

        assertThat(server.contentTypes)
                .containsEntry("/videos-test/farm/videos/render-1.mp4", "video/mp4")
                .containsEntry("/videos-test/farm/videos/large.webm", "video/webm");
    }

    @Test
    void aWrongSecretIsRefusedWithTheServersWords() {
        S3Store store = server.store(new S3Credentials("TESTKEY", "wrong", ""));

        assertThatThrownBy(() -> store.put(KEY, bytes(10, 1), "video/mp4"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("PUT videos/render-1.mp4 to bucket videos-test at http://127.0.0.1:")
                .hasMessageEndingWith(
                        "was answered with 403: SignatureDoesNotMatch (the signature is not what I calculated)");
    }

    @Test
    void aPartThatFailsLeavesNeitherObjectNorParts() throws IOException {
        var file = file(S3Store.PART_BYTES + 1, 1);
        server.failingMethod = "PUT";
        server.failures.set(1);

        assertThatThrownBy(() -> store().put(KEY, file, "video/mp4")).hasMessageContaining("503: SlowDown");

        assertThat(server.objects).isEmpty();
        assertThat(server.uploads).isEmpty();
    }

    @Test
    void aBeginningWithoutAnUploadIdIsAnError() throws IOException {
        var file = file(S3Store.PART_BYTES + 1, 1);
        server.failingMethod = "POST";
        server.failingQuery = "uploads=";
        server.failingStatus = 200;
        server.failures.set(1);

        assertThatThrownBy(() -> store().put(KEY, file, "video/mp4")).hasMessageContaining("has no UploadId");
        assertThat(server.objects).isEmpty();
    }

    @Test
    void aCompletionThatFailsAfterItsHeadersLeavesTheOldObjectAndNoParts() throws IOException {
        store().put(KEY, bytes(10, 1), "video/mp4");
        var file = file(S3Store.PART_BYTES + 1, 2);
        server.failingMethod = "POST";
        server.failingQuery = "uploadId=";
        server.failingStatus = 200;
        server.failures.set(1);

        assertThatThrownBy(() -> store().put(KEY, file, "video/mp4"))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("POST videos/render-1.mp4?uploadId=")
                .hasMessageEndingWith("was answered with 200: SlowDown (please reduce your request rate)");

        assertThat(read(KEY, 0)).isEqualTo(bytes(10, 1));
        assertThat(server.uploads).isEmpty();
    }

    @Test
    void aServerThatIsNotThereIsAnError() {
        server.close();

        assertThatThrownBy(() -> store().size(KEY))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("HEAD videos/render-1.mp4 to http://127.0.0.1:");
    }
}
