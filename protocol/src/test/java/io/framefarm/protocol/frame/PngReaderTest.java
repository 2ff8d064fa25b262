package io.framefarm.protocol.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PngReaderTest {
    private static final int PIXELS = 1 << 16;
    private static final RgbFrame FRAME = TestFrames.noise(13, 7, 5);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void everyFilterIsUndone(int filter) throws IOException {
        byte[] png = TestPng.of(FRAME).filter(filter).bytes();

        assertThat(PngReader.read(png, PIXELS)).isEqualTo(FRAME);
    }

    @Test
    void anotherWritersFileIsRead() throws IOException {
        RgbFrame frame = TestFrames.gradient(64, 48);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(TestFrames.image(frame), "png", png);

        assertThat(PngReader.read(png.toByteArray(), PIXELS)).isEqualTo(frame);
    }

    @Test
    void imageDataMayBeCutIntoChunksOfOneByteAndNone() throws IOException {
        byte[] png = TestPng.of(FRAME)
                .dataChunkBytes(1)
                .chunkBeforeData("IDAT", new byte[0])
                .bytes();

        assertThat(PngReader.read(png, PIXELS)).isEqualTo(FRAME);
    }

    @Test
    void optionalChunksAreSkipped() throws IOException {
        byte[] png = TestPng.of(FRAME)
                .chunkBeforeData("tEXt", "Title\0x".getBytes(StandardCharsets.US_ASCII))
                .bytes();

        assertThat(PngReader.read(png, PIXELS)).isEqualTo(FRAME);
    }

    @Test
    void anUnknownChunkThatIsNotOptionalIsRefused() {
        refused(TestPng.of(FRAME).chunkBeforeData("ABCD", new byte[3]).bytes(), "the chunk ABCD at byte 33");
    }

    @Test
    void aSecondHeaderIsRefused() {
        refused(TestPng.of(FRAME).chunkBeforeData("IHDR", new byte[13]).bytes(), "IHDR at byte 33 is out of place");
    }

    @Test
    void aFileCutAnywhereIsRefused() {
        byte[] png = PngWriter.write(FRAME);
        for (int length = 0; length < png.length; length++) {
            byte[] cut = Arrays.copyOf(png, length);
            assertThatThrownBy(() -> PngReader.read(cut, PIXELS)).isInstanceOf(MalformedPngException.class);
        }
    }

    @Test
    void aFlippedBitAnywhereIsRefused() {
        byte[] png = PngWriter.write(FRAME);
        for (int i = 0; i < 8 * png.length; i++) {
            byte[] flipped = png.clone();
            flipped[i / 8] ^= (byte) (1 << i % 8);
            assertThatThrownBy(() -> PngReader.read(flipped, PIXELS)).isInstanceOf(MalformedPngException.class);
        }
    }

    @Test
    void changedBytesUnderRightChecksumsAreRefusedOrReadButNeverMore() {
        byte[] data = TestPng.of(FRAME).compressed();
        Random random = new Random(11);
        for (int i = 0; i < 2000; i++) {
            byte[] changed = data.clone();
            changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            byte[] png = TestPng.of(FRAME).rawData(changed).bytes();
            try {
                assertThat(PngReader.read(png, PIXELS).width()).isEqualTo(FRAME.width());
            } catch (MalformedPngException e) {
                assertThat(e).hasMessageContaining("image data");
            }
        }
    }

    @Test
    void aSizeBeyondTheLimitIsRefusedBeforeInflating() {
        byte[] png = PngWriter.write(FRAME);

        assertThatThrownBy(() -> PngReader.read(png, 90))
                .isInstanceOf(MalformedPngException.class)
                .hasMessage("the image has 13x7 pixels; allowed are 90");
    }

    @Test
    void aHeaderThatPromisesMoreThanTheFileCanHoldIsRefusedBeforeInflating() {
        byte[] png = TestPng.of(FRAME).size(16_000, 16_000).bytes();

        assertThatThrownBy(() -> PngReader.read(png, Integer.MAX_VALUE))
                .isInstanceOf(MalformedPngException.class)
                .hasMessageContaining("cannot hold 16000x16000 pixels");
    }

    @Test
    void aDecompressionBombStopsAtTheLastRow() {
        byte[] bomb = TestPng.deflate(new byte[50_000_000]);

        refused(TestPng.of(FRAME).rawData(bomb).bytes(), "hold more than the 280 bytes");
    }

    @Test
    void tooFewRowsAreRefused() {
        refused(TestPng.of(FRAME).rawData(TestPng.deflate(new byte[279])).bytes(), "end after 279 of 280 bytes");
    }

    @Test
    void anUnknownFilterIsRefused() {
        byte[] rows = new byte[280];
        rows[40] = 5;

        refused(TestPng.of(FRAME).rawData(TestPng.deflate(rows)).bytes(), "row 1 has filter 5; allowed are 0 to 4");
    }

    @Test
    void bytesAfterTheImageDataAreRefused() {
        byte[] data = TestPng.of(FRAME).compressed();

        refused(
                TestPng.of(FRAME).rawData(Arrays.copyOf(data, data.length + 5)).bytes(),
                "5 bytes follow the end of the image data");
    }

    @Test
    void bytesAfterTheEndAreRefused() {
        byte[] png = PngWriter.write(FRAME);

        refused(Arrays.copyOf(png, png.length + 1), "bytes after the IEND chunk");
    }

    @ParameterizedTest
    @CsvSource({
        "8,16,bit depth 16",
        "9,6,colour type 6",
        "10,1,compression method 1",
        "11,1,filter method 1",
        "12,1,interlace method 1"
    })
    void otherKindsOfPngAreRefusedByName(int headerByte, byte value, String message) {
        refused(TestPng.of(FRAME).headerByte(headerByte, value).bytes(), message);
    }

    @ParameterizedTest
    @CsvSource({"0,7,width is 0", "13,0,height is 0", "-1,7,width is 4294967295", "13,16385,height is 16385"})
    void impossibleSizesAreRefused(int width, int height, String message) {
        refused(TestPng.of(FRAME).size(width, height).bytes(), message);
    }

    private static void refused(byte[] png, String message) {
        assertThatThrownBy(() -> PngReader.read(png, PIXELS))
                .isInstanceOf(MalformedPngException.class)
                .hasMessageContaining(message);
    }
}
