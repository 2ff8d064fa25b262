package io.framefarm.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.worker.checkpoint.Checkpoint;
import io.framefarm.worker.checkpoint.ElementType;
import io.framefarm.worker.checkpoint.SafetensorsWriter;
import io.framefarm.worker.checkpoint.Tensor;
import io.framefarm.worker.onnx.Graph;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParserMessageTest {
    @TempDir
    Path folder;

    @Test
    void weightsThatAreUsedAsTheyLieInAFileStayThere() throws IOException {
        assertThat(message(stored(ElementType.F16))).isEqualTo(new ParserMessage(0));
    }

    @Test
    void weightsThatAreConvertedAreInsideInTheNumbersOfTheGraph() throws IOException {
        assertThat(message(stored(ElementType.F32))).isEqualTo(new ParserMessage(3 * Short.BYTES));
    }

    @Test
    void weightsFromMemoryAreInside() {
        assertThat(message(tensor(ElementType.F16))).isEqualTo(new ParserMessage(3 * Short.BYTES));
    }

    @Test
    void aMessageOfTwoGigabytesCannotBeWritten() {
        assertThat(new ParserMessage(2_000_000_000).isPossible()).isTrue();
        assertThat(new ParserMessage(1L << 31).isPossible()).isFalse();
    }

    private static ParserMessage message(Tensor weight) {
        Graph graph = TinyGraph.of(weight, 2);
        return ParserMessage.of(graph, new WeightFiles(graph.weights().values()));
    }

    private Tensor stored(ElementType type) throws IOException {
        Path file = folder.resolve("weights.safetensors");
        SafetensorsWriter.write(file, List.of(tensor(type)), Map.of());
        return Objects.requireNonNull(Checkpoint.open(file).tensors().get("w"));
    }

    private static Tensor tensor(ElementType type) {
        return Tensor.ofFloats("w", type, List.of(3L), new float[] {1, 2, 3});
    }
}
