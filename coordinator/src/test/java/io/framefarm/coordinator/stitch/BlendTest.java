package io.framefarm.coordinator.stitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framefarm.coordinator.encode.TestPictures;
import io.framefarm.protocol.frame.RgbFrame;
import org.junit.jupiter.api.Test;

class BlendTest {
    private static final RgbFrame FIRST = TestPictures.plain(8, 8, 0, 200, 255);
    private static final RgbFrame SECOND = TestPictures.plain(8, 8, 100, 0, 255);

    @Test
    void sharesAreInProportionAndRounded() {
        assertThat(Blend.of(FIRST, SECOND, 1, 4)).isEqualTo(TestPictures.plain(8, 8, 25, 150, 255));
        assertThat(Blend.of(FIRST, SECOND, 1, 3)).isEqualTo(TestPictures.plain(8, 8, 33, 133, 255));
        assertThat(Blend.of(FIRST, SECOND, 2, 3)).isEqualTo(TestPictures.plain(8, 8, 67, 67, 255));
    }

    @Test
    void framesOfDifferentSizesDoNotMix() {
        assertThatThrownBy(() -> Blend.of(FIRST, TestPictures.plain(8, 16, 0, 0, 0), 1, 2))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
