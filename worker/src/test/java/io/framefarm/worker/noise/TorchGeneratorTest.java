package io.framefarm.worker.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The expected values were computed by PyTorch 2.10 with {@code torch.manual_seed} and {@code torch.randn}. */
class TorchGeneratorTest {

    /** PyTorch's vector units round logarithm and sine a little differently. */
    private static final Offset<Float> ROUNDING = within(2e-6f);

    @Test
    void fewValuesComeInPairsOfWhichTheSecondIsKept() {
        TorchGenerator generator = new TorchGenerator(0);

        assertValues(generator.randn(3), 1.5409961f, -0.2934289f, -2.1787894f);
        assertValues(generator.randn(3), 0.56843126f, -1.0845224f, -1.3985955f);
    }

    @Test
    void sixteenValuesAreTransformedAsAGroup() {
        TorchGenerator generator = new TorchGenerator(0);

        assertValues(
                generator.randn(16),
                -1.1258398f,
                -1.1523602f,
                -0.25057858f,
                -0.4338788f,
                0.84871036f,
                0.69200915f,
                -0.31601277f,
                -2.1152194f,
                0.32227492f,
                -1.2633348f,
                0.3499832f,
                0.30813393f,
                0.11984151f,
                1.2376579f,
                1.1167772f,
                -0.24727815f);
        assertValues(Arrays.copyOf(generator.randn(16), 2), -1.3526537f, -1.6959312f);
    }

    @Test
    void anIncompleteGroupHasTheLastSixteenDrawnAnew() {
        TorchGenerator generator = new TorchGenerator(0);

        assertValues(
                generator.randn(20),
                -1.1258398f,
                -1.1523602f,
                -0.25057858f,
                -0.4338788f,
                0.59883946f,
                -1.5550951f,
                -0.3413604f,
                1.8530061f,
                0.4680964f,
                -0.15771244f,
                1.4436601f,
                0.2660494f,
                1.3893661f,
                1.5863342f,
                0.94629836f,
                -0.84367675f,
                0.9318266f,
                1.2590092f,
                2.0049806f,
                0.053736903f);
        assertValues(Arrays.copyOf(generator.randn(20), 3), 0.43969584f, 0.112411186f, 0.64079237f);
    }

    @Test
    void aLongerIncompleteGroupOverlapsTheLastWholeOne() {
        float[] values = new TorchGenerator(42).randn(37);

        assertValues(Arrays.copyOf(values, 3), 1.9269153f, 1.4872841f, 0.9007172f);
        assertValues(
                Arrays.copyOfRange(values, 19, 37),
                0.43958926f,
                -0.75813115f,
                -0.42451897f,
                0.30572093f,
                -0.7745925f,
                0.034912344f,
                0.321103f,
                1.5736002f,
                -0.84546745f,
                1.3123076f,
                2.122785f,
                -1.2346531f,
                -0.48791388f,
                -1.41806f,
                0.8962683f,
                0.049905386f,
                2.266718f,
                1.1789509f);
    }

    @Test
    void onlyTheLowHalfOfTheSeedCounts() {
        float[] values = new TorchGenerator((1L << 32) + 7).randn(16);

        assertValues(Arrays.copyOf(values, 4), -0.8201345f, 0.39563116f, 0.8989085f, -1.3884039f);
        assertThat(new TorchGenerator(7).randn(16)).containsExactly(values);
    }

    private static void assertValues(float[] actual, float... expected) {
        assertThat(actual).hasSize(expected.length).containsExactly(expected, ROUNDING);
    }
}
