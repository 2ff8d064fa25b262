package io.framefarm.coordinator.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.framefarm.protocol.frame.RgbFrame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VideoEncoderTest {
    private static final String RECIPE = "{\"prompt\":\"ein Fuchs läuft, 狐\",\"seed\":\"" + "7".repeat(600) + "\"}";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"MP4,h264,40", "WEBM,vp9,40", "GIF,gif,24"})
    void everyFrameComesBackInItsPlace(VideoFormat format, String codec, double decibels) throws IOException {
        List<RgbFrame> frames = TestPictures.pictures(96, 64, 37);
        Path video = encode(spec(format, 96, 64, 1), frames);

        List<RgbFrame> decoded = TestPictures.decode(video);

        assertThat(decoded).hasSize(37);
        for (int i = 0; i < frames.size(); i++) {
            assertThat(TestPictures.peakSignalToNoise(frames.get(i), decoded.get(i)))
                    .as("decibels of frame %d", i)
                    .isGreaterThan(decibels);
        }
        VideoFacts facts = VideoFacts.of(video);
        assertThat(facts.codec()).isEqualTo(codec);
        assertThat(facts.width()).isEqualTo(96);
        assertThat(facts.height()).isEqualTo(64);
        assertThat(facts.frames()).isEqualTo(37);
        assertThat(facts.duration()).isCloseTo(Duration.ofMillis(37 * 1000 / 12), Duration.ofMillis(60));
    }

    @ParameterizedTest
    @EnumSource(VideoFormat.class)
    void theRecipeRidesInTheFile(VideoFormat format) throws IOException {
        Path video = encode(spec(format, 32, 32, 1), TestPictures.pictures(32, 32, 3));

        assertThat(VideoComment.of(video)).contains(RECIPE);
    }

    @ParameterizedTest
    @EnumSource(
            value = VideoFormat.class,
            names = {"MP4", "WEBM"})
    void theTitleRidesInTheFile(VideoFormat format) throws IOException {
        Path video = encode(spec(format, 32, 32, 1), TestPictures.pictures(32, 32, 3));

        assertThat(VideoFacts.of(video).metadata()).containsEntry("title", "ein Fuchs läuft, 狐");
    }

    @ParameterizedTest
    @CsvSource({
        "MP4,255,0,0",
        "MP4,0,255,0",
        "MP4,0,0,255",
        "MP4,255,255,255",
        "MP4,0,0,0",
        "WEBM,200,30,60",
        "WEBM,10,220,120",
        "GIF,255,0,0",
        "GIF,17,34,200"
    })
    void coloursDoNotShift(VideoFormat format, int red, int green, int blue) throws IOException {
        RgbFrame plain = TestPictures.plain(64, 64, red, green, blue);

        RgbFrame decoded = TestPictures.decode(encode(spec(format, 64, 64, 1), List.of(plain, plain)))
                .get(1);

        int middle = 3 * (32 * 64 + 32);
        assertThat(decoded.rgb()[middle] & 255).isCloseTo(red, within(3));
        assertThat(decoded.rgb()[middle + 1] & 255).isCloseTo(green, within(3));
        assertThat(decoded.rgb()[middle + 2] & 255).isCloseTo(blue, within(3));
    }

    @Test
    void anMp4DeclaresBt709AndHasItsIndexInFront() throws IOException {
        Path video = encode(spec(VideoFormat.MP4, 64, 64, 1), TestPictures.pictures(64, 64, 5));

        assertThat(VideoFacts.of(video).colourSpace()).isEqualTo("bt709");
        String bytes = Files.readString(video, StandardCharsets.ISO_8859_1);
        assertThat(bytes.indexOf("moov")).isPositive().isLessThan(bytes.indexOf("mdat"));
    }

    @ParameterizedTest
    @CsvSource({"MP4", "WEBM", "GIF"})
    void smallFramesMayBeEnlarged(VideoFormat format) throws IOException {
        Path video = encode(spec(format, 64, 64, 4), TestPictures.pictures(64, 64, 4));

        List<RgbFrame> decoded = TestPictures.decode(video);

        assertThat(decoded)
                .hasSize(4)
                .allSatisfy(frame -> assertThat(frame.width()).isEqualTo(256));
        RgbFrame ideal = TestPictures.picture(256, 256, 0);
        assertThat(TestPictures.peakSignalToNoise(ideal, decoded.get(0))).isGreaterThan(20);
    }

    @ParameterizedTest
    @EnumSource(VideoFormat.class)
    void theSameFramesGiveTheSameBytes(VideoFormat format) throws IOException {
        List<RgbFrame> frames = TestPictures.pictures(48, 40, 9);

        Path first = Files.move(encode(spec(format, 48, 40, 2), frames), folder.resolve("first"));
        Path second = encode(spec(format, 48, 40, 2), frames);

        assertThat(second).hasSameBinaryContentAs(first);
    }

    @ParameterizedTest
    @EnumSource(VideoFormat.class)
    void oneFrameIsAVideo(VideoFormat format) throws IOException {
        assertThat(encode(spec(format, 16, 16, 1), TestPictures.pictures(16, 16, 1)))
                .isNotEmptyFile();
    }

    @ParameterizedTest
    @EnumSource(VideoFormat.class)
    void framesThatManyThreadsPreparedMakeTheSameVideo(VideoFormat format) throws IOException {
        VideoSpec spec = spec(format, 34, 18, 1);
        List<RgbFrame> frames = TestPictures.pictures(34, 18, 20);
        Path usual = encode(spec, frames);
        Path other = folder.resolve("prepared." + format.extension());

        try (VideoEncoder encoder = VideoEncoder.open(spec, other)) {
            List<VideoEncoder.Prepared> prepared = frames.parallelStream()
                    .map(frame -> prepared(encoder, frame))
                    .toList();
            for (VideoEncoder.Prepared frame : prepared) {
                frame.encode();
            }
            encoder.finish(RECIPE);
        }

        assertThat(other).hasSameBinaryContentAs(usual);
    }

    private static VideoEncoder.Prepared prepared(VideoEncoder encoder, RgbFrame frame) {
        try {
            return encoder.prepare(frame);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @EnumSource(VideoFormat.class)
    void aFrameOfAnotherSizeIsRefused(VideoFormat format) throws IOException {
        try (VideoEncoder encoder = VideoEncoder.open(spec(format, 16, 16, 1), folder.resolve("video"))) {
            RgbFrame other = TestPictures.picture(16, 24, 0);

            assertThatThrownBy(() -> encoder.encode(other))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a frame of 16x24 pixels in a video of frames of 16x16");
        }
    }

    @ParameterizedTest
    @EnumSource(VideoFormat.class)
    void aFolderThatDoesNotExistIsAnError(VideoFormat format) {
        Path nowhere = folder.resolve("nowhere").resolve("video");

        assertThatThrownBy(() -> encodeInto(spec(format, 16, 16, 1), nowhere, TestPictures.pictures(16, 16, 1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void aGifLeavesNothingBesideIt() throws IOException {
        Path video = encode(spec(VideoFormat.GIF, 16, 16, 1), TestPictures.pictures(16, 16, 2));

        assertThat(folder).isDirectoryContaining(video::equals);
        assertThat(folder.toFile().list()).hasSize(1);
    }

    private Path encode(VideoSpec spec, List<RgbFrame> frames) throws IOException {
        Path video = folder.resolve("video." + spec.format().extension());
        encodeInto(spec, video, frames);
        return video;
    }

    private static void encodeInto(VideoSpec spec, Path video, List<RgbFrame> frames) throws IOException {
        try (VideoEncoder encoder = VideoEncoder.open(spec, video)) {
            for (RgbFrame frame : frames) {
                encoder.encode(frame);
            }
            encoder.finish(RECIPE);
        }
    }

    private static VideoSpec spec(VideoFormat format, int width, int height, int upscale) {
        return new VideoSpec(format, width, height, upscale, 12, "ein Fuchs läuft, 狐");
    }
}
