package io.framefarm.worker.runtime;

import static io.framefarm.worker.reference.ReferenceAssert.relativeError;
import static io.framefarm.worker.runtime.TestRuntime.RUNTIME;
import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.worker.checkpoint.ElementType;
import io.framefarm.worker.checkpoint.LowRank;
import io.framefarm.worker.checkpoint.Tensor;
import io.framefarm.worker.checkpoint.layout.ClipTextConfig;
import io.framefarm.worker.checkpoint.layout.NetworkWeights;
import io.framefarm.worker.checkpoint.layout.TinyNetworks;
import io.framefarm.worker.network.FloatTensor;
import io.framefarm.worker.network.NamedTensors;
import io.framefarm.worker.network.Network;
import io.framefarm.worker.network.clip.ClipTextGraph;
import io.framefarm.worker.onnx.Graph;
import io.framefarm.worker.onnx.Operators;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SharedNetworksTest {
    private static final String CHANGED = "text_model.encoder.layers.0.mlp.fc1.weight";
    private static final String UNSHARED = "text_model.encoder.layers.0.mlp.fc1.bias";
    private static final int RANK = 2;

    private final NetworkWeights<ClipTextConfig> stored = TinyNetworks.random(TinyNetworks.TEXT, ElementType.F16);
    private final List<LowRank> change = List.of(change(1));

    @Test
    void aSharingNetworkComputesWhatOneOfItsOwnDoes() {
        try (Network own = RUNTIME.open(graph(merged()));
                Network sharing = RUNTIME.openSharing(graph(floats(change)))) {
            assertThat(relativeError(run(sharing), run(own))).isLessThan(1e-6);
        }
    }

    @Test
    void whatTheOthersAreDoesNotChangeAByte() {
        float[] alone;
        try (Network network = RUNTIME.openSharing(graph(floats(change)))) {
            alone = run(network);
        }

        try (Network plain = RUNTIME.openSharing(graph(floats(List.of())));
                Network other = RUNTIME.openSharing(graph(floats(List.of(change(2)))));
                Network again = RUNTIME.openSharing(graph(floats(change)))) {
            assertThat(run(again)).isEqualTo(alone);
            assertThat(run(plain)).isNotEqualTo(alone);
            assertThat(run(other)).isNotEqualTo(alone);
        }
    }

    @Test
    void whatNetworksShareIsCountedOnce() {
        try (Network first = RUNTIME.openSharing(graph(floats(change)))) {
            long whole = first.sizeBytes();
            long changedBytes = stored.tensor(CHANGED).elementCount() * Float.BYTES;

            try (Network second = RUNTIME.openSharing(graph(floats(List.of(change(2)))))) {
                assertThat(first.sizeBytes() + second.sizeBytes())
                        .isBetween(whole + changedBytes - 2, whole + changedBytes);
            }

            assertThat(first.sizeBytes()).as("of the only one again").isEqualTo(whole);
        }
    }

    @Test
    void networksWhoseOtherWeightsDifferShareTheirMatricesAlone() {
        Map<String, Tensor> tensors = new LinkedHashMap<>(floats(change).tensors());
        tensors.computeIfPresent(UNSHARED, (name, bias) -> inMemory(bias));
        try (Network first = RUNTIME.openSharing(graph(floats(change)))) {
            long whole = first.sizeBytes();
            Graph graph = graph(new NetworkWeights<>(stored.config(), tensors));
            long unshared = graph.weights().values().stream()
                    .filter(weight -> weight.shape().size() != 2)
                    .mapToLong(weight -> weight.elementCount() * Float.BYTES)
                    .sum();

            try (Network second = RUNTIME.openSharing(graph)) {
                assertThat(first.sizeBytes() + second.sizeBytes()).isBetween(whole + unshared - 2, whole + unshared);
                assertThat(run(second)).isEqualTo(run(first));
            }
        }
    }

    @Test
    void aNetworkOutlivesTheOneThatItSharesWith() {
        Network first = RUNTIME.openSharing(graph(floats(change)));
        float[] expected = run(first);
        try (Network second = RUNTIME.openSharing(graph(floats(change)))) {
            first.close();

            assertThat(run(second)).isEqualTo(expected);
        }
    }

    private static Graph graph(NetworkWeights<ClipTextConfig> weights) {
        return ClipTextGraph.build(weights, 1, 0, Operators.CPU);
    }

    private NetworkWeights<ClipTextConfig> floats(List<LowRank> changes) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        stored.tensors()
                .forEach((name, tensor) ->
                        tensors.put(name, tensor.inFloats(name.equals(CHANGED) ? changes : List.of())));
        return new NetworkWeights<>(stored.config(), tensors);
    }

    private NetworkWeights<ClipTextConfig> merged() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        floats(change).tensors().forEach((name, tensor) -> tensors.put(name, inMemory(tensor)));
        return new NetworkWeights<>(stored.config(), tensors);
    }

    private static Tensor inMemory(Tensor tensor) {
        return Tensor.ofFloats(tensor.name(), ElementType.F32, tensor.shape(), tensor.toFloats());
    }

    private LowRank change(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Tensor weight = stored.tensor(CHANGED);
        List<Tensor> factors = Stream.of(
                        List.of(weight.dimension(0), (long) RANK), List.of((long) RANK, weight.dimension(1)))
                .map(shape -> TinyNetworks.random("factor", ElementType.F16, shape, random))
                .toList();
        return new LowRank(0.5f, factors.get(0), factors.get(1));
    }

    private static float[] run(Network network) {
        ClipTextConfig config = TinyNetworks.TEXT;
        SplittableRandom random = new SplittableRandom(7);
        float[] values = new float[config.positions() * config.width()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        FloatTensor embeddings = FloatTensor.of(values, 1, config.positions(), config.width());
        return network.run(NamedTensors.of(ClipTextGraph.TOKEN_EMBEDDINGS, embeddings))
                .get(ClipTextGraph.LAST_HIDDEN_STATE)
                .toArray();
    }
}
