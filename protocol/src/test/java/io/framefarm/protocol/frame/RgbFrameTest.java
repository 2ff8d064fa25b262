package io.framefarm.protocol.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class RgbFrameTest {
    @Test
    void theHashIsThatOfThePixelsAlone() {
        RgbFrame abc = new RgbFrame(1, 1, new byte[] {'a', 'b', 'c'});

        // The first example of FIPS 180-4.
        assertThat(HexFormat.of().formatHex(abc.sha256()))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void framesAreEqualByTheirPixels() {
        assertThat(TestFrames.noise(4, 4, 1))
                .isEqualTo(TestFrames.noise(4, 4, 1))
                .hasSameHashCodeAs(TestFrames.noise(4, 4, 1))
                .isNotEqualTo(TestFrames.noise(4, 4, 2));
        assertThat(new RgbFrame(1, 2, new byte[6])).isNotEqualTo(new RgbFrame(2, 1, new byte[6]));
    }

    @Test
    void pixelsThatDoNotFillTheFrameAreRefused() {
        assertThatThrownBy(() -> new RgbFrame(2, 2, new byte[11]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rgb: 11 bytes, but 2x2 pixels of 3 bytes are 12");
    }

    @Test
    void sidesOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new RgbFrame(0, 2, new byte[0])).hasMessage("width: 0 is not within 1 and 16384");
        assertThatThrownBy(() -> new RgbFrame(1, 16_385, new byte[0]))
                .hasMessage("height: 16385 is not within 1 and 16384");
    }
}
