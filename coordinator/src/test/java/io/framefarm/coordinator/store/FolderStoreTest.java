package io.framefarm.coordinator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FolderStoreTest extends VideoStoreContract {
    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");

    @Override
    FolderStore store() throws IOException {
        return new FolderStore(folder.resolve("store"), InstantSource.fixed(NOW));
    }

    @Test
    void aPutLeavesOnlyTheObject() throws IOException {
        store().put(KEY, bytes(10, 1), "video/mp4");

        assertThat(filesBelow(folder.resolve("store"))).containsExactly("videos/render-1.mp4");
    }

    @Test
    void aSourceThatFailsLeavesNothing() throws IOException {
        Path missing = folder.resolve("missing");

        assertThatThrownBy(() -> store().put(KEY, missing, "video/mp4")).isInstanceOf(IOException.class);
        assertThat(filesBelow(folder.resolve("store"))).isEmpty();
    }

    @Test
    void aTargetThatCannotBeReplacedLeavesNothingHalf() throws IOException {
        FolderStore store = store();
        Files.createDirectories(folder.resolve("store/videos/render-1.mp4/in-the-way"));

        assertThatThrownBy(() -> store.put(KEY, bytes(10, 1), "video/mp4"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot put videos/render-1.mp4 into");
        assertThat(filesBelow(folder.resolve("store"))).isEmpty();
    }

    @Test
    void whatACrashLeftIsRemovedAfterADayAndNotBefore() throws IOException {
        store();
        Path old = leftBehind("put-1.part", Duration.ofHours(25));
        Path young = leftBehind("put-2.part", Duration.ofHours(23));

        store();

        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void aLinkThatLeadsOutOfTheStoreIsNotFollowed() throws IOException {
        FolderStore store = store();
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.write(outside.resolve("render-1.mp4"), bytes(10, 1));
        Files.createSymbolicLink(folder.resolve("store/videos"), outside);

        assertThatThrownBy(() -> store.put(KEY, bytes(10, 2), "video/mp4"))
                .hasMessageContaining("behind a link that leads out");
        assertThatThrownBy(() -> store.read(KEY, 0).close()).hasMessageContaining("behind a link that leads out");
        assertThat(outside.resolve("render-1.mp4")).hasBinaryContent(bytes(10, 1));
    }

    private Path leftBehind(String name, Duration age) throws IOException {
        Path file = Files.write(folder.resolve("store/.incoming").resolve(name), new byte[3]);
        return Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
    }

    private static List<String> filesBelow(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .toList();
        }
    }
}
