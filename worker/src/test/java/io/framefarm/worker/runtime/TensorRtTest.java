package io.framefarm.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.worker.checkpoint.ElementType;
import io.framefarm.worker.checkpoint.FileRegion;
import io.framefarm.worker.checkpoint.Tensor;
import io.framefarm.worker.onnx.Graph;
import io.framefarm.worker.onnx.GraphBuilder;
import io.framefarm.worker.onnx.Operators;
import io.framefarm.worker.onnx.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorRtTest {
    private static final String APART = "trt_load_user_initializer";

    @TempDir
    Path folder;

    @Test
    void eachNetworkHasAFolderOfItsOwnThatTheNextStartFinds() {
        Graph one = TinyGraph.of(TinyGraph.weight(1, 2), 3);
        Graph other = TinyGraph.of(TinyGraph.weight(1, 2.5f), 3);

        List<String> first = foldersOf(one, other);

        assertThat(first)
                .doesNotHaveDuplicates()
                .allSatisfy(engines ->
                        assertThat(Path.of(engines)).startsWith(folder).isDirectory());
        assertThat(foldersOf(one, other)).isEqualTo(first);
    }

    @Test
    void withoutAFolderNothingIsKept() {
        assertThat(options(Optional.empty(), "10.14.1", TinyGraph.of(TinyGraph.weight(1), 2)))
                .isEmpty();
    }

    @Test
    void weightsThatAreTooManyForOneMessageGoOneByOneIfTheParserTakesThem() throws IOException {
        Graph large = largeGraph();

        assertThat(options(Optional.empty(), "10.14.1", large)).isEqualTo(Map.of(APART, "1"));
        assertThat(options(Optional.empty(), "10.12.0", large)).isEmpty();
    }

    private List<String> foldersOf(Graph... graphs) {
        List<String> folders = new ArrayList<>();
        for (Graph graph : graphs) {
            Map<String, String> options = options(Optional.of(new EngineFolder(folder, 1)), "10.14.1", graph);
            folders.add(options.getOrDefault("trt_engine_cache_path", ""));
        }
        return folders;
    }

    private static Map<String, String> options(Optional<EngineFolder> engines, String version, Graph graph) {
        EngineMachine machine = new EngineMachine("1.29.0", Optional.of(version), List.of("H200"), 0);
        WeightFiles files = new WeightFiles(graph.weights().values());
        return new TensorRt(engines, machine).open(graph, files, options -> options);
    }

    /** Two weights of 2.1 GB in 32 bits, of which the graph takes 16; nobody reads them. */
    private Graph largeGraph() throws IOException {
        Path file = Files.createFile(folder.resolve("large.safetensors"));
        long count = 530_000_000;
        FileRegion region = new FileRegion(file, 0, count * Float.BYTES);
        GraphBuilder builder = new GraphBuilder(Operators.STANDARD_HALF);
        Value sum = builder.input("x", count);
        for (String name : List.of("first", "second")) {
            sum = sum.add(builder.weight(new Tensor(name, ElementType.F32, List.of(count), region)));
        }
        builder.output("y", sum);
        return builder.build();
    }
}
