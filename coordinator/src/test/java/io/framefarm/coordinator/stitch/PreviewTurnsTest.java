package io.framefarm.coordinator.stitch;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.coordinator.encode.VideoFormat;
import io.framefarm.coordinator.encode.VideoSpec;
import io.framefarm.coordinator.preview.LivePreview;
import io.framefarm.coordinator.store.FolderStore;
import io.framefarm.protocol.frame.RgbFrame;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewTurnsTest {
    private static final int WINDOW = 16;
    private static final RgbFrame GRAY = new RgbFrame(64, 48, new byte[3 * 64 * 48]);

    @TempDir
    Path folder;

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private int calls;

    @Test
    void aPreviewThatIsAWindowBehindAsksForPatienceAndTellsWhenItIsNot() throws IOException {
        PreviewTurns turns = new PreviewTurns(preview(), tasks::add, () -> calls++);
        for (int i = 0; i < WINDOW; i++) {
            assertThat(turns.keepsUp()).isTrue();
            turns.show(i, GRAY);
        }
        assertThat(turns.keepsUp()).isFalse();

        work(1);

        assertThat(turns.keepsUp()).isTrue();
        assertThat(calls).isEqualTo(1);
        work(Integer.MAX_VALUE);
        assertThat(calls).as("nobody waits for the frames after it").isEqualTo(1);
        turns.close();
        work(Integer.MAX_VALUE);
        assertThat(folder.resolve("scratch")).isEmptyDirectory();
    }

    @Test
    void itIsSettledWhenAllIsDoneThatWasAskedFor() throws IOException {
        PreviewTurns turns = new PreviewTurns(preview(), tasks::add, () -> calls++);
        turns.show(0, GRAY);
        turns.close();

        var settled = turns.settled();

        assertThat(settled).isNotDone();
        work(Integer.MAX_VALUE);
        assertThat(settled).isDone();
    }

    private void work(int most) {
        for (int i = 0; i < most && !tasks.isEmpty(); i++) {
            tasks.remove().run();
        }
    }

    private LivePreview preview() throws IOException {
        FolderStore store = new FolderStore(folder.resolve("store"), () -> Instant.EPOCH);
        VideoSpec video = new VideoSpec(VideoFormat.MP4, 64, 48, 1, 8, "");
        return new LivePreview("r", video, store, folder.resolve("scratch"));
    }
}
