package io.framefarm.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framefarm.worker.checkpoint.Checkpoint;
import io.framefarm.worker.checkpoint.ElementType;
import io.framefarm.worker.checkpoint.SafetensorsWriter;
import io.framefarm.worker.checkpoint.Tensor;
import io.framefarm.worker.onnx.Graph;
import io.framefarm.worker.onnx.GraphBuilder;
import io.framefarm.worker.onnx.Operators;
import io.framefarm.worker.onnx.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineFolderTest {
    private static final String VERSION = "1.29.0";

    @TempDir
    Path folder;

    @Test
    void theSameNetworkHasTheSameFolderWhereverItsWeightsLie() throws IOException {
        Tensor inMemory = weight(1, 2);
        Path file = folder.resolve("weights.safetensors");
        SafetensorsWriter.write(file, List.of(inMemory), Map.of());
        Tensor inFile = Objects.requireNonNull(Checkpoint.open(file).tensors().get("w"));

        assertThat(key(graph(inFile, 3))).isEqualTo(key(graph(inMemory, 3)));
    }

    @Test
    void anythingThatAnEngineDependsOnMakesAnotherOne() {
        Graph graph = graph(weight(1, 2), 3);

        assertThat(List.of(
                        key(graph),
                        key(graph(weight(1, 2.5f), 3)), // another LoRA
                        key(graph(weight(1, 2), 4)), // another operation
                        EngineFolder.key(graph, "1.30.0", settings(Precision.HALF)),
                        EngineFolder.key(graph, VERSION, settings(Precision.SINGLE))))
                .doesNotHaveDuplicates();
    }

    @Test
    void aNetworksFolderIsMadeBesideThatOfTheTimings() {
        Graph graph = graph(weight(1, 2), 3);

        Path own = new EngineFolder(folder.resolve("engines")).of(graph, VERSION, settings(Precision.HALF));

        assertThat(own).isDirectory().hasFileName(key(graph));
        assertThat(own.resolveSibling(EngineFolder.TIMINGS)).isDirectory();
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> new EngineFolder(file).of(graph(weight(1), 1), VERSION, settings(Precision.HALF)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot keep engines in " + file);
    }

    private static String key(Graph graph) {
        return EngineFolder.key(graph, VERSION, settings(Precision.HALF));
    }

    private static Graph graph(Tensor weight, float factor) {
        GraphBuilder builder = new GraphBuilder(Operators.STANDARD_HALF);
        Value x = builder.input("x", weight.elementCount());
        builder.output("y", x.add(builder.weight(weight)).mul(factor));
        return builder.build();
    }

    private static Tensor weight(float... values) {
        return Tensor.ofFloats("w", ElementType.F32, List.of((long) values.length), values);
    }

    private static RuntimeSettings settings(Precision precision) {
        return new RuntimeSettings(1, 0, List.of(Provider.TENSORRT), precision, Optional.empty());
    }
}
