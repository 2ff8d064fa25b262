package io.framefarm.worker.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framefarm.worker.checkpoint.ElementType;
import io.framefarm.worker.checkpoint.Tensor;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GraphTest {
    private final GraphBuilder builder = new GraphBuilder(Operators.STANDARD);

    @Test
    void aLayerThatDoesNotFitItsInputIsRefusedWhereItIsWritten() {
        Value x = builder.input("x", 2, 5);
        Value weight = builder.weight(zeros("down.to_q.weight", 3, 4));

        assertThatThrownBy(() -> Layers.linear(x, weight, Optional.empty()))
                .hasMessage("down.to_q.weight: an input of shape [2, 5] does not fit weights of shape [3, 4]");
    }

    @Test
    void theOperationsOfALinearLayerAreCounted() {
        Value x = builder.input("x", 2, 4);
        builder.output("y", Layers.linear(x, builder.weight(zeros("w", 3, 4)), Optional.empty()));

        assertThat(builder.build().flops()).isEqualTo(2 * 2 * 3 * 4);
    }

    @Test
    void theOperationsOfAConvolutionAreCounted() {
        Value x = builder.input("x", 2, 4, 8, 8);
        builder.output("y", Layers.conv(x, builder.weight(zeros("w", 6, 4, 3, 3)), Optional.empty(), 2, 1, 1));

        assertThat(builder.build().flops()).isEqualTo(2 * (2 * 6 * 4 * 4) * (4 * 3 * 3));
    }

    @Test
    void weightsCountInTheNumbersOfTheGraphAndWhatComesAndGoesInFloats() {
        GraphBuilder half = new GraphBuilder(Operators.STANDARD_HALF);
        for (GraphBuilder each : List.of(builder, half)) {
            Value x = each.input("x", 2, 4);
            Value weight = each.weight(zeros("w", 3, 4));
            Value hidden = Layers.linear(x, weight, Optional.empty());
            each.output("y", hidden.add(Layers.linear(x, weight, Optional.empty())));
        }

        assertThat(builder.build().leastBytes()).isEqualTo(4 * (3 * 4 + 2 * 4 + 2 * 3));
        assertThat(half.build().leastBytes()).isEqualTo(2 * (3 * 4) + 4 * (2 * 4 + 2 * 3));
    }

    @Test
    void bothKindsOfAttentionAreCountedAlike() {
        GraphBuilder fused = new GraphBuilder(Operators.FUSED);
        for (GraphBuilder each : List.of(builder, fused)) {
            Value q = each.input("q", 2, 5, 8);
            Value k = each.input("k", 2, 7, 8);
            each.output("y", Layers.attention(q, k, k, 4, false));
        }

        assertThat(builder.build().flops()).isEqualTo(fused.build().flops());
    }

    @Test
    void aReshapeKeepsTheNumberOfValues() {
        Value x = builder.input("x", 2, 4);

        assertThatThrownBy(() -> x.reshape(3, 3)).hasMessageContaining("cannot reshape [2, 4] to [3, 3]");
    }

    @Test
    void anUnknownBlockCannotBeProbed() {
        Value x = builder.input("x", 2);
        builder.label("conv_in", x);
        builder.output("y", x);

        assertThatThrownBy(() -> builder.build().probing(List.of("conv_out")))
                .hasMessage("no block conv_out among [conv_in]");
    }

    private static Tensor zeros(String name, long... shape) {
        Shape dims = Shape.of(shape);
        return Tensor.ofFloats(name, ElementType.F32, dims.dims(), new float[(int) dims.elements()]);
    }
}
