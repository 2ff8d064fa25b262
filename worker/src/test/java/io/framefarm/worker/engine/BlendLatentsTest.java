package io.framefarm.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlendLatentsTest {

    /** Two channels of one value. */
    private static final LatentShape OVERLAP = new LatentShape(2, 4, 1, 1);

    @Test
    void twoWindowsFadeEvenlyOverTheirOverlap() {
        float[] blended =
                new BlendLatents(OVERLAP, window(12, 4)).blend(List.of(constant(0, 0, 0), constant(12, 1, 0)));

        assertThat(blended).containsExactly(0.2f, 0.4f, 0.6f, 0.8f, 0.2f, 0.4f, 0.6f, 0.8f);
    }

    @Test
    void aFrameThatOneWindowHasAloneStaysAsItIs() {
        float[] blended =
                new BlendLatents(OVERLAP, window(4, 4)).blend(List.of(constant(0, 0.3f, 0), constant(12, 1, 0)));

        assertThat(blended).containsOnly(0.3f);
    }

    @Test
    void inALoopTheLastWindowMeetsTheFirst() {
        float[] blended = new BlendLatents(OVERLAP, new FrameWindow(0, 4, 28))
                .blend(List.of(constant(0, 0, 28), constant(16, 1, 28)));

        assertThat(blended).containsExactly(0.8f, 0.6f, 0.4f, 0.2f, 0.8f, 0.6f, 0.4f, 0.2f);
    }

    @Test
    void aFrameThatNobodyHasIsAFault() {
        assertThatThrownBy(() -> new BlendLatents(OVERLAP, window(28, 4)).blend(List.of(constant(0, 0, 0))))
                .isInstanceOf(RenderException.class)
                .hasMessageContaining("frame 28");
    }

    @Test
    void latentsOfAnotherSizeAreAFault() {
        GivenLatents small = new GivenLatents(window(0, 16), new float[16]);

        assertThatThrownBy(() -> new BlendLatents(OVERLAP, window(0, 4)).blend(List.of(small)))
                .isInstanceOf(RenderException.class)
                .hasMessageContaining("16 values")
                .hasMessageContaining("32");
    }

    private static FrameWindow window(int first, int frames) {
        return new FrameWindow(first, frames, 0);
    }

    private static GivenLatents constant(int first, float value, int loopFrames) {
        float[] values = new float[2 * 16];
        Arrays.fill(values, value);
        return new GivenLatents(new FrameWindow(first, 16, loopFrames), values);
    }
}
