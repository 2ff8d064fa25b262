package io.framefarm.coordinator.stitch;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.coordinator.encode.VideoEncoder;
import io.framefarm.coordinator.encode.VideoSpec;
import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.protocol.v1.Category;
import io.framefarm.protocol.v1.Failure;
import io.framefarm.protocol.v1.VideoFormat;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The scratch folder's disk fills up while a video is being encoded. */
class FullDiskTest {
    /** Linux' device that takes no byte, with the error of a full disk. */
    private static final Path FULL_DEVICE = Path.of("/dev/full");

    private static final int ROOM_FOR_FRAMES = 20;

    @TempDir
    Path folder;

    private StitchBench bench;

    @BeforeEach
    void begin() throws IOException {
        bench = new StitchBench(folder);
    }

    @Test
    void theVideoIsMadeAnewFromItsFirstFrameUntilThereIsRoom() throws IOException {
        int[] timesFull = {2};
        bench.encoders = (spec, file) -> {
            VideoEncoder encoder = VideoEncoder.open(spec, file);
            return timesFull[0]-- > 0 ? new FillingUp(encoder) : encoder;
        };

        render(VideoFormat.VIDEO_FORMAT_PNG_SEQUENCE);

        assertThat(bench.progress).containsExactly(16, 16, 16, 32);
        assertThat(bench.waits).hasSize(2);
        assertThat(bench.ready).hasSize(1);
        assertThat(Sequences.frames(bench.store, bench.ready.get(0))).isEqualTo(Sequences.expected());
        assertThat(filesIn("scratch")).isEmpty();
    }

    @Test
    void aDiskThatStaysFullEndsTheRenderWithAReasonAndNoHalfVideo() throws IOException {
        bench.encoders = (spec, file) -> new FillingUp(VideoEncoder.open(spec, file));

        render(VideoFormat.VIDEO_FORMAT_PNG_SEQUENCE);

        assertThat(bench.progress).containsOnly(16);
        assertRenderFailedAndLeftNothing();
    }

    @ParameterizedTest
    @EnumSource(
            value = VideoFormat.class,
            names = {"VIDEO_FORMAT_MP4", "VIDEO_FORMAT_WEBM", "VIDEO_FORMAT_GIF", "VIDEO_FORMAT_PNG_SEQUENCE"})
    @EnabledOnOs(OS.LINUX)
    void everyEncoderTellsWhenTheSystemHasNoMoreRoom(VideoFormat format) throws IOException {
        bench.encoders = FullDiskTest::onTheFullDevice;

        render(format);

        assertRenderFailedAndLeftNothing();
        assertThat(openOnTheFullDevice())
                .as("deleted files that go on taking up room because they are open")
                .isZero();
    }

    private static VideoEncoder onTheFullDevice(VideoSpec spec, Path file) throws IOException {
        Files.delete(file);
        return VideoEncoder.open(spec, Files.createSymbolicLink(file, FULL_DEVICE));
    }

    private static int openOnTheFullDevice() throws IOException {
        int open = 0;
        for (File descriptor : Objects.requireNonNull(new File("/proc/self/fd").listFiles())) {
            // One that has been closed meanwhile is its own canonical file, and no error.
            open += descriptor.getCanonicalFile().toPath().equals(FULL_DEVICE) ? 1 : 0;
        }
        return open;
    }

    private void render(VideoFormat format) {
        bench.plan("r", TestRenders.plan(0, format));
        TestRenders.segments("r").forEach(ref -> bench.render(ref, TestRenders.attempt(1, "w1")));
        bench.settle();
    }

    private void assertRenderFailedAndLeftNothing() throws IOException {
        assertThat(bench.waits).hasSize(4);
        assertThat(bench.ready).isEmpty();
        assertThat(bench.failed).hasSize(1);
        Failure failure = bench.failed.get(0).getFailure();
        assertThat(failure.getCategory()).isEqualTo(Category.CATEGORY_RESOURCES);
        assertThat(failure.getCode()).isEqualTo("VIDEO_NOT_WRITTEN");
        assertThat(failure.getMessage()).contains("No space left on device");
        assertThat(filesIn("scratch")).isEmpty();
        bench.now = bench.now.plus(Duration.ofMinutes(2));
        bench.settle();
        bench.settle();
        assertThat(filesIn("store")).isEmpty();
        assertThat(bench.held).isEmpty();
    }

    private List<Path> filesIn(String name) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(name))) {
            return files.filter(file -> !Files.isDirectory(file)).toList();
        }
    }

    /** Writes some frames, and then no more. */
    private static final class FillingUp implements VideoEncoder {
        private final VideoEncoder real;
        private int room = ROOM_FOR_FRAMES;

        private FillingUp(VideoEncoder real) {
            this.real = real;
        }

        @Override
        public void encode(RgbFrame frame) throws IOException {
            if (room-- <= 0) {
                throw new IOException("No space left on device");
            }
            real.encode(frame);
        }

        @Override
        public void finish(String comment) throws IOException {
            real.finish(comment);
        }

        @Override
        public void close() {
            real.close();
        }
    }
}
