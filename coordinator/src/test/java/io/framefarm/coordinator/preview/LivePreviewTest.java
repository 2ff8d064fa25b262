package io.framefarm.coordinator.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.coordinator.encode.TestPictures;
import io.framefarm.coordinator.encode.VideoFacts;
import io.framefarm.coordinator.encode.VideoFormat;
import io.framefarm.coordinator.encode.VideoSpec;
import io.framefarm.coordinator.store.FolderStore;
import io.framefarm.coordinator.store.StoreException;
import io.framefarm.coordinator.store.StoreKey;
import io.framefarm.coordinator.store.VideoStore;
import io.framefarm.protocol.frame.RgbFrame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LivePreviewTest {
    @TempDir
    Path folder;

    private VideoStore store;

    @BeforeEach
    void open() throws IOException {
        store = new FolderStore(folder.resolve("store"), () -> Instant.EPOCH);
    }

    @Test
    void whatHasBeenShownCanBePlayedBeforeTheEnd() throws IOException {
        List<RgbFrame> frames = TestPictures.pictures(64, 48, 20);
        try (LivePreview preview = preview(64, 48)) {
            show(preview, frames.subList(0, 8));
            assertThat(TestPictures.decode(played())).hasSize(8);

            show(preview, frames, 8, 20);
            List<RgbFrame> playable = TestPictures.decode(played());
            assertThat(playable).hasSize(16);
            for (int i = 0; i < playable.size(); i++) {
                assertThat(TestPictures.peakSignalToNoise(frames.get(i), playable.get(i)))
                        .as("decibels of frame %d", i)
                        .isGreaterThan(30);
            }
            assertThat(playlist()).doesNotContain("#EXT-X-ENDLIST");
        }
    }

    @Test
    void theEndShowsTheRest() throws IOException {
        LivePreview preview = preview(64, 48);
        show(preview, TestPictures.pictures(64, 48, 21));
        preview.end();

        assertThat(VideoFacts.of(played()).frames()).isEqualTo(21);
        assertThat(playlist()).endsWith("#EXT-X-ENDLIST\n");
        assertThat(folder.resolve("scratch")).isEmptyDirectory();
    }

    @Test
    void eachPartCanBePlayedWithoutTheOnesBefore() throws IOException {
        LivePreview preview = preview(64, 48);
        List<RgbFrame> frames = TestPictures.pictures(64, 48, 32);
        show(preview, frames);
        preview.end();

        List<RgbFrame> last = TestPictures.decode(joined(List.of("head.mp4", "part-00002.m4s")));
        assertThat(last).hasSize(16);
        assertThat(TestPictures.peakSignalToNoise(frames.get(16), last.get(0))).isGreaterThan(30);
    }

    @Test
    void framesThatWereShownAreNotShownAgainWhenTheVideoIsMadeAnew() throws IOException {
        List<RgbFrame> frames = TestPictures.pictures(64, 48, 16);
        LivePreview preview = preview(64, 48);
        show(preview, frames.subList(0, 10));
        show(preview, frames);
        preview.end();

        assertThat(VideoFacts.of(played()).frames()).isEqualTo(16);
    }

    @Test
    void largeFramesAreMadeSmaller() throws IOException {
        LivePreview preview = preview(1304, 640);
        show(preview, TestPictures.pictures(1304, 640, 1));
        preview.end();

        VideoFacts facts = VideoFacts.of(played());
        assertThat(List.of(facts.width(), facts.height())).containsExactly(162, 80);
    }

    @Test
    void aStoreThatRefusesEndsThePreviewAndNothingElse() throws IOException {
        LivePreview preview = new LivePreview("r", spec(64, 48), new RefusingStore(), folder.resolve("scratch"));

        show(preview, TestPictures.pictures(64, 48, 9));
        preview.end();

        assertThat(folder.resolve("scratch")).isEmptyDirectory();
    }

    @Test
    void aRemovedPreviewLeavesNothing() throws IOException {
        LivePreview preview = preview(64, 48);
        show(preview, TestPictures.pictures(64, 48, 40));
        preview.end();

        RemovePreview.of("r", store);
        RemovePreview.of("never-shown", store);

        assertThat(folder.resolve("store/previews/r")).isEmptyDirectory();
    }

    private LivePreview preview(int width, int height) {
        return new LivePreview("r", spec(width, height), store, folder.resolve("scratch"));
    }

    private static VideoSpec spec(int width, int height) {
        return new VideoSpec(VideoFormat.GIF, width, height, 2, 8, "a fox");
    }

    private static void show(LivePreview preview, List<RgbFrame> frames) {
        show(preview, frames, 0, frames.size());
    }

    private static void show(LivePreview preview, List<RgbFrame> frames, int from, int to) {
        for (int i = from; i < to; i++) {
            preview.show(i, preview.shrink(frames.get(i)));
        }
    }

    private String playlist() throws IOException {
        return Files.readString(folder.resolve("store/previews/r/index.m3u8"));
    }

    private Path played() throws IOException {
        return joined(Playlist.files(playlist()));
    }

    private Path joined(List<String> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String file : files) {
            bytes.writeBytes(
                    Files.readAllBytes(folder.resolve("store/previews/r").resolve(file)));
        }
        return Files.write(folder.resolve("played.mp4"), bytes.toByteArray());
    }

    private static final class RefusingStore implements VideoStore {
        @Override
        public void put(StoreKey key, Path file, String contentType) throws IOException {
            throw new StoreException("the bucket is full");
        }

        @Override
        public void put(StoreKey key, byte[] content, String contentType) throws IOException {
            throw new StoreException("the bucket is full");
        }

        @Override
        public OptionalLong size(StoreKey key) {
            return OptionalLong.empty();
        }

        @Override
        public InputStream read(StoreKey key, long offset) throws IOException {
            throw new StoreException("the bucket is empty");
        }

        @Override
        public void delete(StoreKey key) {}

        @Override
        public String location() {
            return "nowhere";
        }
    }
}
