package io.framefarm.coordinator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every video store promises. */
abstract class VideoStoreContract {
    static final StoreKey KEY = StoreKey.ofVideo("render-1", "mp4");

    @TempDir
    Path folder;

    abstract VideoStore store() throws IOException;

    @Test
    void whatIsPutIsReadBack() throws IOException {
        store().put(KEY, file(100_000, 1), "video/mp4");

        assertThat(read(KEY, 0)).isEqualTo(bytes(100_000, 1));
        assertThat(store().size(KEY)).hasValue(100_000);
    }

    @Test
    void aLargeObjectIsReadBack() throws IOException {
        int size = 2 * S3Store.PART_BYTES + 12_345;
        store().put(KEY, file(size, 2), "video/mp4");

        assertThat(Arrays.equals(read(KEY, 0), bytes(size, 2))).isTrue();
    }

    @Test
    void anObjectIsReadFromTheMiddle() throws IOException {
        store().put(KEY, bytes(1000, 3), "video/mp4");

        assertThat(read(KEY, 990)).isEqualTo(Arrays.copyOfRange(bytes(1000, 3), 990, 1000));
    }

    @Test
    void puttingAgainReplaces() throws IOException {
        store().put(KEY, bytes(1000, 4), "video/mp4");
        store().put(KEY, bytes(10, 5), "video/mp4");

        assertThat(read(KEY, 0)).isEqualTo(bytes(10, 5));
    }

    @Test
    void whatWasNeverPutIsNotThere() throws IOException {
        assertThat(store().size(KEY)).isEmpty();
        assertThatThrownBy(() -> store().read(KEY, 0))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("no object videos/render-1.mp4 in");
    }

    @Test
    void whatIsDeletedIsGoneAndMayBeDeletedAgain() throws IOException {
        store().put(KEY, bytes(10, 6), "video/mp4");
        store().delete(KEY);
        store().delete(KEY);

        assertThat(store().size(KEY)).isEmpty();
    }

    byte[] read(StoreKey key, long offset) throws IOException {
        try (InputStream in = store().read(key, offset)) {
            return in.readAllBytes();
        }
    }

    Path file(int size, long seed) throws IOException {
        return Files.write(folder.resolve("source"), bytes(size, seed));
    }

    static byte[] bytes(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
