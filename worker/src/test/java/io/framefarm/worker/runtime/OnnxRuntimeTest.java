package io.framefarm.worker.runtime;

import static io.framefarm.worker.reference.ReferenceAssert.relativeError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.framefarm.worker.checkpoint.Checkpoint;
import io.framefarm.worker.checkpoint.ElementType;
import io.framefarm.worker.checkpoint.SafetensorsWriter;
import io.framefarm.worker.checkpoint.layout.NetworkWeights;
import io.framefarm.worker.checkpoint.layout.TinyNetworks;
import io.framefarm.worker.checkpoint.layout.UNetConfig;
import io.framefarm.worker.network.FloatTensor;
import io.framefarm.worker.network.NamedTensors;
import io.framefarm.worker.network.Network;
import io.framefarm.worker.network.NetworkStoppedException;
import io.framefarm.worker.network.unet.MotionNorm;
import io.framefarm.worker.network.unet.UNetGraph;
import io.framefarm.worker.network.unet.UNetInput;
import io.framefarm.worker.onnx.Graph;
import io.framefarm.worker.onnx.GraphBuilder;
import io.framefarm.worker.onnx.Operators;
import io.framefarm.worker.onnx.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OnnxRuntimeTest {
    private static final UNetInput SIZE = UNetInput.videos(1, 4, 8, 8).withTokens(7);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = {"CPU", "CPU_INT8"})
    void theSameInputGivesTheSameBytesOnEveryRunAndInEverySession(Operators operators) {
        Graph graph = graph(TinyNetworks.random(TinyNetworks.UNET, ElementType.F32), operators);

        try (Network first = TestRuntime.RUNTIME.open(graph);
                Network second = TestRuntime.RUNTIME.open(graph)) {
            float[] once = noise(first);

            assertThat(noise(first)).isEqualTo(once);
            assertThat(noise(second)).isEqualTo(once);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "F16", "BF16"})
    void weightsInAFileAndInMemoryGiveTheSameBytes(ElementType type) throws IOException {
        NetworkWeights<UNetConfig> memory = TinyNetworks.random(TinyNetworks.UNET, type);
        Path file = folder.resolve("unet.safetensors");
        SafetensorsWriter.write(file, memory.tensors().values(), Map.of());
        NetworkWeights<UNetConfig> mapped =
                new NetworkWeights<>(memory.config(), Checkpoint.open(file).tensors());

        try (Network fromMemory = TestRuntime.RUNTIME.open(graph(memory));
                Network fromFile = TestRuntime.RUNTIME.open(graph(mapped))) {
            assertThat(noise(fromFile)).isEqualTo(noise(fromMemory));
        }
    }

    @Test
    void halfPrecisionWeightsGiveAlmostTheSame() {
        try (Network full = TestRuntime.RUNTIME.open(graph(TinyNetworks.random(TinyNetworks.UNET, ElementType.F32)));
                Network half =
                        TestRuntime.RUNTIME.open(graph(TinyNetworks.random(TinyNetworks.UNET, ElementType.F16)))) {
            assertThat(relativeError(noise(half), noise(full))).isBetween(1e-7, 1e-2);
        }
    }

    @Test
    void aSavedGraphLoadsAsAnOrdinaryOnnxFile() throws IOException, OrtException {
        Graph graph = graph(TinyNetworks.random(TinyNetworks.UNET, ElementType.F16));
        Path file = folder.resolve("unet.onnx");

        graph.save(file);

        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(file.toString())) {
            assertThat(session.getInputNames())
                    .containsExactlyInAnyOrder(UNetGraph.SAMPLE, UNetGraph.TIMESTEP, UNetGraph.ENCODER_HIDDEN_STATES);
            // An ordinary session rearranges the weights, and so adds in another order.
            assertThat(relativeError(firstOutput(environment, session), noiseOf(graph)))
                    .isLessThan(1e-5);
        }
    }

    @Test
    void aRunThatIsToldToStopStops() {
        try (Network network =
                TestRuntime.RUNTIME.open(graph(TinyNetworks.random(TinyNetworks.UNET, ElementType.F32)))) {
            assertThatThrownBy(() -> network.run(inputs(), reaction -> {
                        reaction.run();
                        return () -> {};
                    }))
                    .isInstanceOf(NetworkStoppedException.class);

            assertThat(noise(network)).as("it still works").isNotEmpty();
        }
    }

    @Test
    void aStopThatComesTooLateDoesNoHarm() {
        Runnable[] late = new Runnable[1];
        try (Network network =
                TestRuntime.RUNTIME.open(graph(TinyNetworks.random(TinyNetworks.UNET, ElementType.F32)))) {
            network.run(inputs(), reaction -> {
                late[0] = reaction;
                return () -> {};
            });

            late[0].run();

            assertThat(noise(network)).isNotEmpty();
        }
    }

    @Test
    void anInputOfAnotherShapeIsRefused() {
        try (Network network =
                TestRuntime.RUNTIME.open(graph(TinyNetworks.random(TinyNetworks.UNET, ElementType.F32)))) {
            NamedTensors wrong = inputs().with(UNetGraph.TIMESTEP, FloatTensor.of(new float[2], 2));

            assertThatThrownBy(() -> network.run(wrong)).hasMessage("input timestep: shape [2] (expected: [1])");
        }
    }

    @Test
    void anInputThatIsMissingIsNamed() {
        GraphBuilder builder = new GraphBuilder(Operators.STANDARD);
        Value x = builder.input("x", 2);
        builder.output("y", x.add(1));
        try (Network network = TestRuntime.RUNTIME.open(builder.build())) {
            assertThatThrownBy(() -> network.run(NamedTensors.of("z", FloatTensor.of(new float[2], 2))))
                    .hasMessage("no tensor x among [z]");
        }
    }

    @Test
    void theChoiceOfProviderSaysWhyItIsNotAFasterOne() {
        ProviderChoice choice = TestRuntime.RUNTIME.provider();

        if (choice.provider() == Provider.CPU) {
            assertThat(choice.reason()).contains("TENSORRT").contains("CUDA");
        } else {
            assertThat(choice.reason()).isNotBlank();
        }
    }

    private static Graph graph(NetworkWeights<UNetConfig> unet) {
        return graph(unet, Operators.CPU);
    }

    private static Graph graph(NetworkWeights<UNetConfig> unet, Operators operators) {
        return UNetGraph.videos(
                unet, TinyNetworks.random(TinyNetworks.MOTION, ElementType.F32), MotionNorm.PER_FRAME, SIZE, operators);
    }

    private static NamedTensors inputs() {
        return NamedTensors.of(UNetGraph.SAMPLE, random(1, 4, 4, 8, 8))
                .with(UNetGraph.TIMESTEP, FloatTensor.of(new float[] {499}, 1))
                .with(UNetGraph.ENCODER_HIDDEN_STATES, random(1, 7, 12));
    }

    private static FloatTensor random(long... dims) {
        SplittableRandom random = new SplittableRandom(3);
        int count = 1;
        for (long dim : dims) {
            count *= (int) dim;
        }
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return FloatTensor.of(values, dims);
    }

    private static float[] noise(Network network) {
        return network.run(inputs()).get(UNetGraph.NOISE_PRED).toArray();
    }

    private static float[] noiseOf(Graph graph) {
        return TestRuntime.run(graph, inputs()).get(UNetGraph.NOISE_PRED).toArray();
    }

    private static float[] firstOutput(OrtEnvironment environment, OrtSession session) throws OrtException {
        NamedTensors inputs = inputs();
        Map<String, OnnxTensor> tensors = new HashMap<>();
        for (String name : List.copyOf(inputs.tensors().keySet())) {
            FloatTensor tensor = inputs.get(name);
            tensors.put(
                    name,
                    OnnxTensor.createTensor(
                            environment, tensor.values(), tensor.shape().toArray()));
        }
        try (OrtSession.Result result = session.run(tensors)) {
            float[] values = new float[4 * 4 * 8 * 8];
            ((OnnxTensor) result.get(0)).getFloatBuffer().get(values);
            return values;
        }
    }

    @Test
    void aProcessorTakesStepsOneByOneUnlessToldOtherwise() {
        RuntimeSettings told =
                new RuntimeSettings(1, 0, List.of(Provider.CPU), Precision.HALF, Optional.empty(), Optional.of(4));

        assertThat(TestRuntime.RUNTIME.stepsTogether()).isEqualTo(1);
        assertThat(new OnnxRuntime(told).stepsTogether()).isEqualTo(4);
        assertThat(Provider.CUDA.stepsTogether()).isEqualTo(8);
    }
}
