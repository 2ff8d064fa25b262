package io.framefarm.worker.onnx;

import static io.framefarm.worker.reference.ReferenceAssert.relativeError;
import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.worker.checkpoint.ElementType;
import io.framefarm.worker.checkpoint.Tensor;
import io.framefarm.worker.network.FloatTensor;
import io.framefarm.worker.network.NamedTensors;
import io.framefarm.worker.runtime.TestRuntime;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Layers of bytes against the same layers of floats. */
class ByteLayersTest {
    private static final int LEVELS = 127;

    /** Two products of an input of 255 with this stay in 16 bits, which older processors need. */
    private static final int SMALL = 64;

    private final SplittableRandom random = new SplittableRandom(11);

    @ParameterizedTest
    @CsvSource({"3, 1, 1, 1", "3, 2, 1, 1", "3, 2, 0, 1", "1, 1, 0, 0"})
    void convolutionsOfWholeNumbersAreExact(int size, int stride, int before, int after) {
        Tensor weight = levels(20, 16, size, size);
        UnaryOperator<Value> conv =
                x -> Layers.conv(x, x.graph().weight(weight), Optional.of(bias(x.graph(), 20)), stride, before, after);
        FloatTensor image = wholeNumbers(3, 16, 10, 8);

        assertThatBytesLose(0, conv, image);
    }

    @Test
    void imagesInPiecesAreAsOneByOne() {
        Tensor weight = levels(16, 16, 3, 3);
        UnaryOperator<Value> conv = x -> Layers.conv(x, x.graph().weight(weight), Optional.empty(), 1, 1, 1);
        FloatTensor images = wholeNumbers(6, 16, 120, 110);

        assertThatBytesLose(0, conv, images);
    }

    @Test
    void anOutputWithoutWeightsIsItsBias() {
        Tensor weight = tensor("w", () -> 0, 24, 32);
        UnaryOperator<Value> linear = x -> Layers.linear(x, x.graph().weight(weight), Optional.of(bias(x.graph(), 24)));
        FloatTensor rows = wholeNumbers(40, 32);

        assertThatBytesLose(0, linear, rows);
    }

    @Test
    void whatLiesBetweenTheLevelsIsRounded() {
        Tensor weight = tensor("w", random::nextGaussian, 64, 128);
        UnaryOperator<Value> linear = x -> Layers.linear(x, x.graph().weight(weight), Optional.empty());
        FloatTensor rows = numbers(random::nextGaussian, 50, 128);

        assertThat(relativeError(run(Operators.CPU_INT8, linear, rows), run(Operators.CPU, linear, rows)))
                .isBetween(1e-4, 2e-2);
    }

    @Test
    void whereFewChannelsComeInNothingIsRounded() {
        Tensor weight = tensor("w", random::nextGaussian, 32, 4, 3, 3);
        UnaryOperator<Value> conv = x -> Layers.conv(x, x.graph().weight(weight), Optional.empty(), 1, 1, 1);
        FloatTensor latents = numbers(random::nextGaussian, 2, 4, 16, 16);

        assertThatBytesLose(1e-6, conv, latents);
    }

    @Test
    void networksThatLoseNothingByBytesKeepTheirFloats() {
        assertThat(Operators.CPU_INT8.withoutBytes()).isEqualTo(Operators.CPU);
        assertThat(Operators.FUSED_HALF.withoutBytes()).isEqualTo(Operators.FUSED_HALF);
    }

    private static void assertThatBytesLose(double most, UnaryOperator<Value> layer, FloatTensor input) {
        assertThat(relativeError(run(Operators.CPU_INT8, layer, input), run(Operators.CPU, layer, input)))
                .isLessThanOrEqualTo(most);
    }

    private static float[] run(Operators operators, UnaryOperator<Value> layer, FloatTensor input) {
        GraphBuilder graph = new GraphBuilder(operators);
        graph.output("y", layer.apply(graph.input("x", input.shape().toArray())));
        return TestRuntime.run(graph.build(), NamedTensors.of("x", input))
                .get("y")
                .toArray();
    }

    private Value bias(GraphBuilder graph, int out) {
        return graph.weight(tensor("b", () -> 3, out));
    }

    private double level() {
        return random.nextInt(-SMALL, SMALL + 1);
    }

    private static Tensor tensor(String name, DoubleSupplier numbers, long... dims) {
        return Tensor.ofFloats(name, ElementType.F32, Shape.of(dims).dims(), floats(numbers, Shape.of(dims)));
    }

    /** Whole levels, the largest of which occurs in every output: then a level is worth 1. */
    private Tensor levels(long... dims) {
        float[] values = floats(this::level, Shape.of(dims));
        int weights = values.length / (int) dims[0];
        for (int output = 0; output < dims[0]; output++) {
            values[output * weights] = LEVELS;
        }
        return Tensor.ofFloats("w", ElementType.F32, Shape.of(dims).dims(), values);
    }

    /** From 0 to 255, both of which occur: then a level is worth 1. The first channel is 0, as the largest level is there. */
    private FloatTensor wholeNumbers(long... dims) {
        float[] values = floats(() -> random.nextInt(256), Shape.of(dims));
        int channels = (int) dims[1];
        int pixels = values.length / (int) dims[0] / channels;
        for (int i = 0; i < values.length; i++) {
            values[i] = i / pixels % channels == 0 ? 0 : values[i];
        }
        values[values.length - 1] = 255;
        return FloatTensor.of(values, dims);
    }

    private static FloatTensor numbers(DoubleSupplier numbers, long... dims) {
        return FloatTensor.of(floats(numbers, Shape.of(dims)), dims);
    }

    private static float[] floats(DoubleSupplier numbers, Shape shape) {
        float[] values = new float[(int) shape.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) numbers.getAsDouble();
        }
        return values;
    }
}
