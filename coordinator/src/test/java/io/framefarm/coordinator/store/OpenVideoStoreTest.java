package io.framefarm.coordinator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenVideoStoreTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("AWS_ACCESS_KEY_ID", "id", "AWS_SECRET_ACCESS_KEY", "secret", "AWS_REGION", "eu-north-1");
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

    @TempDir
    Path folder;

    @Test
    void aFolderIsOpenedAndMade() throws IOException {
        VideoStore store = OpenVideoStore.open("file:" + folder.resolve("a/b"), Map.of(), CLOCK);

        assertThat(store.location()).isEqualTo(folder.resolve("a/b").toString());
        assertThat(folder.resolve("a/b")).isDirectory();
    }

    @Test
    void aFolderOpenedForReadingIsLeftAsItIs() throws IOException {
        String location = "file:" + folder.resolve("store");
        StoreKey key = StoreKey.ofVideo("render-1", "mp4");

        ReadableStore reading = OpenVideoStore.openForReading(location, Map.of(), CLOCK);
        assertThat(reading.size(key)).isEmpty();
        assertThat(folder.resolve("store")).doesNotExist();

        OpenVideoStore.open(location, Map.of(), CLOCK).put(key, new byte[] {1, 2, 3}, "video/mp4");
        try (InputStream in = reading.read(key, 1)) {
            assertThat(in.readAllBytes()).containsExactly(2, 3);
        }
        assertThat(reading.location()).isEqualTo(folder.resolve("store").toString());
    }

    @Test
    void aBucketIsOpened() throws IOException {
        assertThat(OpenVideoStore.open("s3://films/farm", ENVIRONMENT, CLOCK).location())
                .isEqualTo("s3://films/farm/");
        assertThat(OpenVideoStore.openForReading("s3://films/farm", ENVIRONMENT, CLOCK)
                        .location())
                .isEqualTo("s3://films/farm/");
    }

    @Test
    void theEndpointIsTheRegionsUnlessOneIsGiven() {
        assertThat(OpenVideoStore.s3Location("s3://films", ENVIRONMENT).endpoint())
                .isEqualTo(URI.create("https://s3.eu-north-1.amazonaws.com"));
        assertThat(OpenVideoStore.s3Location("s3://films", Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1:9000"))
                        .host())
                .isEqualTo("127.0.0.1:9000");
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://x/y,neither file:FOLDER nor s3://BUCKET/PREFIX",
        "s3://Films/x,bucket: `Films` is not a bucket's name",
        "s3://films/a b,prefix: `a b/` must be empty",
    })
    void otherPlacesAreRefused(String location, String message) {
        assertThatThrownBy(() -> OpenVideoStore.open(location, ENVIRONMENT, CLOCK))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void missingCredentialsAreNamed() {
        assertThatThrownBy(() -> OpenVideoStore.open("s3://films", Map.of(), CLOCK))
                .hasMessage("a video store in S3 needs AWS_ACCESS_KEY_ID in the environment");
    }
}
