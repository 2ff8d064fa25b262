package io.framefarm.coordinator.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.framefarm.protocol.frame.RgbFrame;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecodeImageTest {

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_INT_RGB,
                BufferedImage.TYPE_INT_ARGB,
                BufferedImage.TYPE_3BYTE_BGR,
                BufferedImage.TYPE_BYTE_INDEXED
            })
    void coloursComeAsTheyAre(int type) throws Exception {
        RgbFrame image = DecodeImage.decode(Images.file(Images.twoHalves(16, 8, type), "png"));

        assertThat(image.width()).isEqualTo(16);
        assertThat(image.height()).isEqualTo(8);
        assertThat(pixel(image, 0, 0)).containsExactly(255, 0, 0);
        assertThat(pixel(image, 15, 7)).containsExactly(0, 0, 255);
    }

    @Test
    void aPhotoIsDecoded() throws Exception {
        RgbFrame image = DecodeImage.decode(Images.file(Images.twoHalves(64, 64, BufferedImage.TYPE_INT_RGB), "jpeg"));

        assertThat(pixel(image, 5, 5)[0]).isGreaterThan(200);
        assertThat(pixel(image, 5, 5)[2]).isLessThan(50);
    }

    /** The platform would brighten them. */
    @Test
    void greysKeepTheirValues() throws Exception {
        BufferedImage grey = new BufferedImage(4, 1, BufferedImage.TYPE_BYTE_GRAY);
        for (int x = 0; x < 4; x++) {
            grey.getRaster().setSample(x, 0, 0, 80 * x);
        }

        RgbFrame image = DecodeImage.decode(Images.file(grey, "png"));

        assertThat(pixel(image, 1, 0)).containsExactly(80, 80, 80);
        assertThat(pixel(image, 3, 0)).containsExactly(240, 240, 240);
    }

    @Test
    void depthOfSixteenBitsLosesItsLowerByte() throws Exception {
        BufferedImage depth = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        depth.getRaster().setSample(1, 0, 0, 0x80FF);

        assertThat(pixel(DecodeImage.decode(Images.file(depth, "png")), 1, 0)).containsExactly(128, 128, 128);
    }

    @Test
    void whatIsTransparentBecomesWhite() throws Exception {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(1, 0, 0x80000000);

        RgbFrame decoded = DecodeImage.decode(Images.file(image, "png"));

        assertThat(pixel(decoded, 0, 0)).containsExactly(255, 255, 255);
        assertThat(pixel(decoded, 1, 0)).containsExactly(127, 127, 127);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void whatIsNoGoodImageIsRefusedWithTheReason(String kind, byte[] file, String reason) {
        assertThatExceptionOfType(UnusableInputException.class)
                .isThrownBy(() -> DecodeImage.decode(file))
                .withMessageContaining(reason);
    }

    static Stream<Arguments> hostile() {
        byte[] png = Images.png();
        byte[] jpeg = Images.file(Images.twoHalves(64, 64, BufferedImage.TYPE_INT_RGB), "jpeg");
        byte[] gif = Images.file(Images.twoHalves(16, 8, BufferedImage.TYPE_BYTE_INDEXED), "gif");
        return Stream.of(
                Arguments.of("empty", new byte[0], "no image that can be read"),
                Arguments.of("text", "<svg/>".getBytes(StandardCharsets.US_ASCII), "no image that can be read"),
                Arguments.of("gif", gif, "is a GIF image (allowed: PNG and JPEG)"),
                Arguments.of(
                        "webp",
                        "RIFF\1\0\0\0WEBPVP8 ".getBytes(StandardCharsets.ISO_8859_1),
                        "is a WEBP image (allowed: PNG and JPEG)"),
                Arguments.of("animated", Images.withChunk(png, "acTL", new byte[8]), "is an animated PNG"),
                Arguments.of("bomb of pixels", Images.claiming(60_000, 60_000), "has 60000 x 60000 pixels (allowed"),
                Arguments.of("bomb beyond an int", Images.claiming(-1, 1), "is a damaged PNG image"),
                Arguments.of(
                        "long and thin", Images.claiming(9000, 1), "has 9000 x 1 pixels (allowed: sides up to 8192"),
                Arguments.of("fewer rows than it says", Images.claiming(1000, 1000), "is a damaged PNG image"),
                Arguments.of("truncated PNG", Arrays.copyOf(png, png.length - 20), "is a damaged PNG image"),
                Arguments.of("truncated JPEG", Arrays.copyOf(jpeg, jpeg.length / 2), "is a damaged JPEG image"),
                Arguments.of("header alone", Arrays.copyOf(png, 8), "is a damaged PNG image"),
                Arguments.of("JPEG mark alone", Arrays.copyOf(jpeg, 3), "is a damaged JPEG image"));
    }

    /** Three hundred million characters of text in 300 kB: were they inflated, the memory of the tests would not do. */
    @Test
    void compressedTextsAreNotInflated() throws Exception {
        byte[] text = Images.deflated(new byte[300_000_000]);
        byte[] content = new byte[text.length + 3];
        content[0] = 'k';
        System.arraycopy(text, 0, content, 3, text.length);

        RgbFrame image = DecodeImage.decode(Images.withChunk(Images.png(), "zTXt", content));

        assertThat(image.width()).isEqualTo(16);
    }

    @Test
    void flippedBytesEndInAnImageOrInARefusal() {
        byte[] png = Images.png();
        byte[] jpeg = Images.file(Images.twoHalves(64, 64, BufferedImage.TYPE_INT_RGB), "jpeg");
        SplittableRandom random = new SplittableRandom(7);
        int refused = 0;
        for (int i = 0; i < 500; i++) {
            byte[] file = (i % 2 == 0 ? png : jpeg).clone();
            file[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                DecodeImage.decode(file);
            } catch (UnusableInputException e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    private static int[] pixel(RgbFrame image, int x, int y) {
        int at = (y * image.width() + x) * RgbFrame.CHANNELS;
        return new int[] {image.rgb()[at] & 0xFF, image.rgb()[at + 1] & 0xFF, image.rgb()[at + 2] & 0xFF};
    }
}
