package io.framefarm.worker.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfFloatTest {
    @ParameterizedTest
    @CsvSource({
        "0x0000, 0",
        "0x3c00, 1",
        "0xc000, -2",
        "0x3555, 0.333251953125",
        "0x7bff, 65504",
        "0x7c00, Infinity",
        "0xfc00, -Infinity",
        "0x0001, 5.9604645e-8",
        "0x03ff, 6.097555e-5",
        "0x0400, 6.1035156e-5"
    })
    void halvesMeanWhatTheStandardSays(String bits, float expected) {
        assertThat(HalfFloat.fromHalf((short) (int) Integer.decode(bits))).isEqualTo(expected);
    }

    @Test
    void everyHalfSurvivesTheWayThereAndBack() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float value = HalfFloat.fromHalf((short) bits);
            if (!Float.isNaN(value)) {
                assertThat(HalfFloat.toHalf(value)).isEqualTo((short) bits);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "65519.996, 0x7bff",
        "65520, 0x7c00",
        "1.00048828125, 0x3c00",
        "1.00146484375, 0x3c02",
        "2.9802322e-8, 0x0000",
        "2.9802326e-8, 0x0001",
        "6.1006e-5, 0x0400",
        "NaN, 0x7e00",
        "-1e9, 0xfc00"
    })
    void floatsRoundToTheNearestHalfAndTiesToEven(float value, String expected) {
        assertThat(HalfFloat.toHalf(value)).isEqualTo((short) (int) Integer.decode(expected));
    }

    @Test
    void brainFloatsAreTheUpperHalfRoundedToEven() {
        assertThat(HalfFloat.fromBrain((short) 0x3f80)).isEqualTo(1f);
        assertThat(HalfFloat.toBrain(Float.intBitsToFloat(0x3f808000))).isEqualTo((short) 0x3f80);
        assertThat(HalfFloat.toBrain(Float.intBitsToFloat(0x3f818000))).isEqualTo((short) 0x3f82);
        assertThat(HalfFloat.toBrain(Float.NaN)).isEqualTo((short) 0x7fc0);
    }
}
