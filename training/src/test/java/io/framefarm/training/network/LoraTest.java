package io.framefarm.training.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.training.tensor.Parameter.Start;
import io.framefarm.training.tensor.ParameterLayout;
import io.framefarm.training.tensor.Parameters;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LoraTest {
    private final ParameterLayout unet = new ParameterLayout();
    private final ParameterLayout changes = new ParameterLayout();

    @Test
    void aNewLoraChangesNothing() {
        unet.declare("unet.attn1.to_q.weight", Start.UNIFORM, 1, 3, 2);
        Lora lora = new Lora(unet, "lora", 2, 2, changes);
        Parameters weights = Parameters.initial(unet, new SplittableRandom(1));

        Parameters merged = lora.merge(weights, Parameters.initial(changes, new SplittableRandom(2)), 1);

        assertThat(merged.values("unet.attn1.to_q.weight")).containsExactly(weights.values("unet.attn1.to_q.weight"));
    }

    @Test
    void aMatrixGainsUpTimesDownTimesAlphaOverRank() {
        unet.declare("unet.attn1.to_q.weight", Start.CONSTANT, 10, 2, 2);
        Lora lora = new Lora(unet, "lora", 1, 4, changes);
        Parameters values = Parameters.zeros(changes);
        values.set("lora.unet.attn1.to_q.lora_up.weight", new float[] {1, 2});
        values.set("lora.unet.attn1.to_q.lora_down.weight", new float[] {3, 5});

        Parameters merged = lora.merge(Parameters.initial(unet, new SplittableRandom(1)), values, 0.5);

        assertThat(merged.values("unet.attn1.to_q.weight"))
                .containsExactly(10 + 2 * 3, 10 + 2 * 5, 10 + 2 * 6, 10 + 2 * 10);
    }

    @Test
    void aConvolutionGainsOneKernelForEachPairOfChannels() {
        unet.declare("unet.resnets.0.conv1.weight", Start.CONSTANT, 0, 2, 1, 1, 3);
        Lora lora = new Lora(unet, "lora", 1, 1, changes);
        Parameters values = Parameters.zeros(changes);
        values.set("lora.unet.resnets.0.conv1.lora_up.weight", new float[] {1, 10});
        values.set("lora.unet.resnets.0.conv1.lora_down.weight", new float[] {1, 2, 3});

        Parameters merged = lora.merge(Parameters.zeros(unet), values, 1);

        assertThat(merged.values("unet.resnets.0.conv1.weight")).containsExactly(1, 2, 3, 10, 20, 30);
    }

    @Test
    void normsBiasesAndTheFirstConvolutionAreLeftAlone() {
        unet.declare("unet.conv_in.weight", Start.CONSTANT, 0, 2, 1, 3, 3);
        unet.declare("unet.resnets.0.conv1.bias", Start.CONSTANT, 0, 2);
        unet.declare("unet.resnets.0.norm1.weight", Start.CONSTANT, 0, 2);

        new Lora(unet, "lora", 1, 1, changes);

        assertThat(changes.parameters()).isEmpty();
    }
}
