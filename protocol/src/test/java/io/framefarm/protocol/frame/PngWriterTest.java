package io.framefarm.protocol.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PngWriterTest {
    @ParameterizedTest
    @CsvSource({"1,1", "1,9", "9,1", "8,8", "64,40", "129,67"})
    void whatIsWrittenIsReadBack(int width, int height) throws IOException {
        RgbFrame frame = TestFrames.noise(width, height, 7);

        RgbFrame read = PngReader.read(PngWriter.write(frame), width * height);

        assertThat(read).isEqualTo(frame);
        assertThat(read.sha256()).isEqualTo(frame.sha256());
    }

    @Test
    void anotherPngReaderSeesTheSamePixels() throws IOException {
        RgbFrame frame = TestFrames.gradient(96, 56);

        BufferedImage image = ImageIO.read(new ByteArrayInputStream(PngWriter.write(frame)));

        assertThat(TestFrames.of(image)).isEqualTo(frame);
    }

    @Test
    void aSmoothPictureIsMuchSmallerThanItsPixels() {
        RgbFrame frame = TestFrames.gradient(256, 256);

        assertThat(PngWriter.write(frame).length).isLessThan(frame.rgb().length / 3);
    }

    @Test
    void noiseGrowsOnlyByTheFraming() {
        RgbFrame frame = TestFrames.noise(256, 256, 3);

        assertThat(PngWriter.write(frame).length).isLessThan(frame.rgb().length + frame.rgb().length / 100 + 1024);
    }
}
