package io.framefarm.coordinator.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.protocol.frame.PngReader;
import io.framefarm.protocol.frame.RgbFrame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PngSequenceTest {
    @TempDir
    Path folder;

    @Test
    void theRenderedPixelsComeBackUnchanged() throws IOException {
        List<RgbFrame> frames = TestPictures.pictures(40, 24, 12);

        try (ZipFile zip = encode(frames, 1)) {
            assertThat(zip.size()).isEqualTo(13);
            for (int i = 0; i < frames.size(); i++) {
                assertThat(frame(zip, i + 1)).isEqualTo(frames.get(i));
            }
        }
    }

    @Test
    void theRecipeLiesBesideTheFrames() throws IOException {
        try (ZipFile zip = encode(TestPictures.pictures(8, 8, 1), 1)) {
            byte[] recipe = zip.getInputStream(zip.getEntry("recipe.json")).readAllBytes();

            assertThat(new String(recipe, StandardCharsets.UTF_8)).isEqualTo("{\"prompt\":\"狐\"}");
        }
    }

    @Test
    void enlargedFramesAreWholeMultiples() throws IOException {
        RgbFrame plain = TestPictures.plain(8, 8, 10, 120, 250);

        try (ZipFile zip = encode(List.of(plain), 3)) {
            assertThat(frame(zip, 1)).isEqualTo(TestPictures.plain(24, 24, 10, 120, 250));
        }
    }

    private ZipFile encode(List<RgbFrame> frames, int upscale) throws IOException {
        Path path = folder.resolve("frames.zip");
        RgbFrame first = frames.get(0);
        VideoSpec spec = new VideoSpec(VideoFormat.PNG_SEQUENCE, first.width(), first.height(), upscale, 12, "狐");
        try (VideoEncoder encoder = VideoEncoder.open(spec, path)) {
            for (RgbFrame frame : frames) {
                encoder.encode(frame);
            }
            encoder.finish("{\"prompt\":\"狐\"}");
        }
        return new ZipFile(path.toFile());
    }

    private static RgbFrame frame(ZipFile zip, int number) throws IOException {
        String name = String.format("frame-%05d.png", number);
        return PngReader.read(zip.getInputStream(zip.getEntry(name)).readAllBytes(), 1 << 20);
    }
}
