package io.framefarm.worker.network.taesd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framefarm.worker.checkpoint.ElementType;
import io.framefarm.worker.checkpoint.Tensor;
import io.framefarm.worker.checkpoint.layout.NetworkWeights;
import io.framefarm.worker.checkpoint.layout.TaesdConfig;
import io.framefarm.worker.checkpoint.layout.TinyNetworks;
import io.framefarm.worker.network.FloatTensor;
import io.framefarm.worker.network.NamedTensors;
import io.framefarm.worker.onnx.Graph;
import io.framefarm.worker.onnx.Operators;
import io.framefarm.worker.onnx.Shape;
import io.framefarm.worker.runtime.TestRuntime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaesdDecoderGraphTest {
    private static final TaesdConfig CONFIG = TinyNetworks.DRAFT_DECODER;

    @Test
    void anImageIsEightTimesAsLargeAsItsLatents() {
        FloatTensor image =
                decode(TinyNetworks.random(CONFIG, ElementType.F32), FloatTensor.of(new float[24], 1, 4, 2, 3));

        assertThat(image.shape()).isEqualTo(Shape.of(1, 3, 16, 24));
    }

    @Test
    void withoutWeightsOnlyTheLastBiasIsLeftOnTheVaesScale() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        CONFIG.tensorShapes().forEach((name, shape) -> tensors.put(name, constant(name, new Shape(shape), 0)));
        String last = "decoder.layers.18.bias";
        tensors.put(last, constant(last, Shape.of(3), 0.75f));

        FloatTensor image = decode(new NetworkWeights<>(CONFIG, tensors), FloatTensor.of(new float[4], 1, 4, 1, 1));

        assertThat(image.toArray()).containsOnly(0.5f);
    }

    @Test
    void latentsFarOutsideAreHeldByTheLimit() {
        NetworkWeights<TaesdConfig> weights = TinyNetworks.random(CONFIG, ElementType.F32);

        float[] far = decode(weights, constantLatents(1e6f)).toArray();
        float[] farther = decode(weights, constantLatents(1e7f)).toArray();

        assertThat(farther).isEqualTo(far);
    }

    @Test
    void theEncodersWeightsAreRefused() {
        TaesdConfig encoder = new TaesdConfig(TaesdConfig.Part.ENCODER, 3, 4, 8);

        assertThatThrownBy(() -> TaesdDecoderGraph.build(
                        TinyNetworks.random(encoder, ElementType.F32), 1, 2, 2, Operators.STANDARD))
                .hasMessageContaining("of the encoder");
    }

    private static FloatTensor decode(NetworkWeights<TaesdConfig> weights, FloatTensor latents) {
        Shape shape = latents.shape();
        Graph graph = TaesdDecoderGraph.build(
                weights, (int) shape.dim(0), (int) shape.dim(2), (int) shape.dim(3), Operators.CPU);
        return TestRuntime.run(graph, NamedTensors.of(TaesdDecoderGraph.LATENTS, latents))
                .get(TaesdDecoderGraph.IMAGE);
    }

    private static FloatTensor constantLatents(float value) {
        return FloatTensor.of(new float[] {value, value, value, value}, 1, 4, 1, 1);
    }

    private static Tensor constant(String name, Shape shape, float value) {
        float[] values = new float[(int) shape.elements()];
        Arrays.fill(values, value);
        return Tensor.ofFloats(name, ElementType.F32, shape.dims(), values);
    }
}
