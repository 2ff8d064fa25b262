package io.framefarm.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.worker.checkpoint.Checkpoint;
import io.framefarm.worker.checkpoint.SafetensorsWriter;
import io.framefarm.worker.checkpoint.Tensor;
import io.framefarm.worker.onnx.Graph;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineKeyTest {
    private static final Map<String, String> HALF = Map.of("trt_fp16_enable", "1");

    @TempDir
    Path folder;

    @Test
    void theSameNetworkHasTheSameKeyWhereverItsWeightsLie() throws IOException {
        Tensor inMemory = TinyGraph.weight(1, 2);
        Path file = folder.resolve("weights.safetensors");
        SafetensorsWriter.write(file, List.of(inMemory), Map.of());
        Tensor inFile = Objects.requireNonNull(Checkpoint.open(file).tensors().get("w"));

        assertThat(key(TinyGraph.of(inFile, 3))).isEqualTo(key(TinyGraph.of(inMemory, 3)));
    }

    @Test
    void anythingThatAnEngineDependsOnMakesAnotherOne() {
        Graph graph = TinyGraph.of(TinyGraph.weight(1, 2), 3);

        assertThat(List.of(
                        key(graph),
                        key(TinyGraph.of(TinyGraph.weight(1, 2.5f), 3)), // weights: another LoRA
                        key(TinyGraph.of(TinyGraph.weight(1, 2), 4)), // operations
                        key(TinyGraph.of(TinyGraph.weight(1, 2, 3), 3)), // shapes
                        EngineKey.of(machine("1.29.0", "10.14.1", "H200"), Map.of("trt_fp16_enable", "0"), graph),
                        EngineKey.of(machine("1.30.0", "10.14.1", "H200"), HALF, graph),
                        EngineKey.of(machine("1.29.0", "10.15.0", "H200"), HALF, graph),
                        EngineKey.of(machine("1.29.0", "10.14.1", "L4"), HALF, graph)))
                .doesNotHaveDuplicates();
    }

    private static EngineKey key(Graph graph) {
        return EngineKey.of(machine("1.29.0", "10.14.1", "H200"), HALF, graph);
    }

    private static EngineMachine machine(String onnxRuntime, String tensorRt, String gpu) {
        return new EngineMachine(onnxRuntime, Optional.of(tensorRt), List.of(gpu), 0);
    }
}
