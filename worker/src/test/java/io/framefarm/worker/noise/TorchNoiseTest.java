package io.framefarm.worker.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class TorchNoiseTest {

    @Test
    void theFirstWindowStartsFromTheSeedItself() {
        assertThat(noise(5, 0, 0).draw(0)).containsExactly(new TorchGenerator(5).randn(24));
    }

    @Test
    void laterDrawsGoOnInTheStream() {
        TorchGenerator generator = new TorchGenerator(5);
        generator.randn(24);

        LatentNoise noise = noise(5, 0, 0);
        noise.draw(0);

        assertThat(noise.draw(1)[0]).isEqualTo(generator.randn(24)[0]);
    }

    @Test
    void windowsOfOneSeedDiffer() {
        assertThat(noise(5, 0, 16).draw(0)).isNotEqualTo(noise(5, 0, 0).draw(0));
        assertThat(noise(5, 1, 0).draw(0)).isNotEqualTo(noise(5, 0, 0).draw(0));
        assertThat(noise(5, 1, 0).draw(0)).isEqualTo(noise(5, 1, 0).draw(0));
    }

    @Test
    void aDrawOutOfOrderIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> noise(5, 0, 0).draw(1))
                .withMessage("draw 1 asked for, but the stream is at 0");
    }

    private static LatentNoise noise(long seed, int shot, int firstFrame) {
        return LatentNoise.of(NoiseKind.PYTORCH_CPU, new NoiseWindow(seed, shot, firstFrame, 3, 2, 2, 2));
    }
}
