package io.framefarm.training.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.framefarm.training.tensor.Parameter.Start;
import org.bytedeco.pytorch.Scalar;
import org.junit.jupiter.api.Test;

class AdamWTest {
    private final Parameters parameters = parameters(2, -1);
    private final Replica replica = new Replica(parameters);
    private final AdamW optimizer = new AdamW(parameters, parameters(0, 0), parameters(0, 0), 0.1);

    @Test
    void theFirstStepMovesEachParameterByTheLearningRateAgainstItsGradient() {
        backward(replica, 0.25);

        double norm = optimizer.step(replica, 1, 1, 0.01);

        // Gradient 0.25 each; decay 0.1 * 0.01 of the value, then a step of 0.01.
        assertThat(norm).isEqualTo(0.25 * Math.sqrt(2), within(1e-6));
        assertThat(parameters.values("x")[0]).isEqualTo(2 * 0.999f - 0.01f, within(1e-6f));
        assertThat(parameters.values("y")[0]).isEqualTo(-0.999f - 0.01f, within(1e-6f));
    }

    @Test
    void aSecondStepUsesBothMoments() {
        backward(replica, 0.25);
        optimizer.step(replica, 1, 1, 0.01);
        float before = parameters.values("x")[0];
        backward(replica, 0.5);

        optimizer.step(replica, 1, 2, 0.01);

        double mean = (0.9 * 0.1 * 0.25 + 0.1 * 0.5) / (1 - 0.9 * 0.9);
        double square = (0.99 * 0.01 * 0.0625 + 0.01 * 0.25) / (1 - 0.99 * 0.99);
        double expected = before * 0.999 - 0.01 * mean / Math.sqrt(square);
        assertThat((double) parameters.values("x")[0]).isEqualTo(expected, within(1e-6));
    }

    @Test
    void twoReplicasCountAsTheirMean() {
        Replica other = new Replica(parameters);
        backward(replica, 0.2);
        backward(other, 0.4);
        replica.join(other);

        double norm = optimizer.step(replica, 2, 1, 0.01);

        assertThat(norm).isEqualTo(0.3 * Math.sqrt(2), within(1e-6));
    }

    @Test
    void aGradientThatIsNotFiniteIsRefused() {
        backward(replica, Double.NaN);

        assertThatThrownBy(() -> optimizer.step(replica, 1, 7, 0.01))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("step 7");
    }

    @Test
    void theMovingAverageGoesItsShareOfTheWay() {
        Parameters average = parameters(0, 1);

        average.approach(parameters, 0.25);

        assertThat(average.values("x")[0]).isEqualTo(0.5f);
        assertThat(average.values("y")[0]).isEqualTo(0.5f);
    }

    /** Gives both parameters this gradient. */
    private static void backward(Replica replica, double gradient) {
        TensorScope.within(() -> {
            replica.get("x")
                    .add(replica.get("y"))
                    .mul(new Scalar(gradient))
                    .sum()
                    .backward();
        });
    }

    private static Parameters parameters(float x, float y) {
        ParameterLayout layout = new ParameterLayout();
        layout.declare("x", Start.CONSTANT, 0, 1);
        layout.declare("y", Start.CONSTANT, 0, 1);
        Parameters parameters = Parameters.zeros(layout);
        parameters.set("x", new float[] {x});
        parameters.set("y", new float[] {y});
        return parameters;
    }
}
