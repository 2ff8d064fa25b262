package io.framefarm.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.framefarm.worker.cache.CacheEvents;
import io.framefarm.worker.cache.LocalTensorCache;
import io.framefarm.worker.network.clip.ClipTextGraph;
import io.framefarm.worker.network.unet.UNetGraph;
import io.framefarm.worker.network.vae.VaeDecoderGraph;
import io.framefarm.worker.onnx.Graph;
import io.framefarm.worker.onnx.Operators;
import io.framefarm.worker.reference.ReferenceSet;
import io.framefarm.worker.runtime.InBytes;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EngineInBytesTest {

    @Test
    void onlyNetworksThatDenoiseAreInBytes() {
        Queue<Graph> graphs = new ConcurrentLinkedQueue<>();
        try (Engine engine = new Engine(
                ReferencePack.animateLcm(ReferenceSet.committed(), "per_frame"),
                new InBytes(graphs),
                new EngineSettings(1L << 30),
                new LocalTensorCache(1 << 24, CacheEvents.IGNORED),
                () -> 0)) {
            engine.render(Recipes.small().recipe(), frame -> {}, new Cancellation());
        }

        Map<String, Operators> operators = graphs.stream()
                .collect(Collectors.toMap(graph -> graph.outputs().get(0).name(), Graph::operators));
        assertThat(operators)
                .containsOnly(
                        entry(ClipTextGraph.LAST_HIDDEN_STATE, Operators.CPU),
                        entry(UNetGraph.NOISE_PRED, Operators.CPU_INT8),
                        entry(VaeDecoderGraph.IMAGE, Operators.CPU));
    }
}
