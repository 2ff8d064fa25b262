package io.framefarm.worker.runtime;

import io.framefarm.worker.onnx.Graph;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What TensorRT has to be told of each network: where its engines are kept, and how it gets the weights. */
final class TensorRt {
    private static final Logger log = LoggerFactory.getLogger(TensorRt.class);

    private final EngineMachine machine;
    private final Optional<EngineCache> cache;

    TensorRt(Optional<EngineFolder> engines, EngineMachine machine) {
        this.machine = machine;
        this.cache = engines.map(EngineCache::new);
        log.info("engines of TensorRT are those of {}", machine.name());
    }

    /** @param session opens the network with these options of TensorRT */
    <T> T open(Graph graph, WeightFiles files, Function<Map<String, String>, T> session) {
        Map<String, String> weights = weights(ParserMessage.of(graph, files));
        if (cache.isEmpty()) {
            return session.apply(weights);
        }
        EngineKey key = EngineKey.of(machine, ProviderOptions.tensorRt(), graph);
        return cache.get().open(key, place -> {
            Map<String, String> options = new HashMap<>(weights);
            options.putAll(ProviderOptions.kept(place));
            return session.apply(options);
        });
    }

    /** Whatever fits goes the way that ONNX Runtime goes by default. */
    private Map<String, String> weights(ParserMessage message) {
        if (message.isPossible()) {
            return Map.of();
        }
        if (!machine.takesWeightsApart()) {
            log.warn(
                    "A network has {} MB of weights that are not used as they lie in their files, which is too much for"
                            + " this TensorRT ({}; 10.13 and later take it): CUDA will run it",
                    message.weightBytes() / 1_000_000,
                    machine.tensorRt().orElse("version unknown"));
            return Map.of();
        }
        return ProviderOptions.weightsApart();
    }
}
