package io.framefarm.worker.network.unet;

import static io.framefarm.worker.reference.ReferenceAssert.relativeError;
import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.worker.checkpoint.ElementType;
import io.framefarm.worker.checkpoint.layout.TinyNetworks;
import io.framefarm.worker.network.FloatTensor;
import io.framefarm.worker.network.NamedTensors;
import io.framefarm.worker.onnx.Graph;
import io.framefarm.worker.onnx.Operators;
import io.framefarm.worker.onnx.Port;
import io.framefarm.worker.runtime.TestRuntime;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Videos so large that the transformers take them in pieces; the reference cases are too small for that. */
class PiecesTest {
    @Test
    void severalVideosWithOneTextEach() {
        assertThatPiecesMakeNoDifference(new UNetInput(2, 16, 36, 40, 2, 7));
    }

    @Test
    void aTextForEachFrame() {
        assertThatPiecesMakeNoDifference(new UNetInput(1, 32, 36, 40, 32, 7));
    }

    private static void assertThatPiecesMakeNoDifference(UNetInput size) {
        Graph pieces = graph(size, Operators.CPU);
        Graph whole = graph(size, Operators.FUSED);
        NamedTensors inputs = randomInputs(whole);

        float[] computed =
                TestRuntime.run(pieces, inputs).get(UNetGraph.NOISE_PRED).toArray();
        float[] expected =
                TestRuntime.run(whole, inputs).get(UNetGraph.NOISE_PRED).toArray();

        assertThat(relativeError(computed, expected)).isLessThan(1e-4);
        assertThat(pieces.flops()).isEqualTo(whole.flops());
    }

    private static Graph graph(UNetInput size, Operators operators) {
        return UNetGraph.videos(
                TinyNetworks.random(TinyNetworks.UNET, ElementType.F32),
                TinyNetworks.random(TinyNetworks.MOTION, ElementType.F32),
                MotionNorm.PER_FRAME,
                size,
                operators);
    }

    private static NamedTensors randomInputs(Graph graph) {
        SplittableRandom random = new SplittableRandom(5);
        NamedTensors inputs = new NamedTensors(Map.of());
        for (Port port : graph.inputs()) {
            FloatTensor tensor = FloatTensor.zeros(port.shape());
            FloatBuffer values = tensor.values();
            while (values.hasRemaining()) {
                values.put((float) random.nextDouble(-1, 1));
            }
            inputs = inputs.with(port.name(), tensor);
        }
        return inputs;
    }
}
