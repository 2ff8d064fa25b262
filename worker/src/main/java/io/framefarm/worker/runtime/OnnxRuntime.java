package io.framefarm.worker.runtime;

import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.framefarm.worker.checkpoint.Tensor;
import io.framefarm.worker.network.Network;
import io.framefarm.worker.network.NetworkException;
import io.framefarm.worker.network.OpenNetwork;
import io.framefarm.worker.onnx.Graph;
import io.framefarm.worker.onnx.Operators;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens networks on the fastest execution provider there is. Safe for use by several threads. */
public final class OnnxRuntime implements OpenNetwork {
    private static final Logger log = LoggerFactory.getLogger(OnnxRuntime.class);
    private static final String WEIGHT_FOLDER = "session.model_external_initializers_file_folder_path";

    private static final String DISABLE_PREPACKING = "session.disable_prepacking";

    /** From the message of its TensorRT provider; there is no code for it. */
    private static final String SPOILT_ENGINE = "could not deserialize engine from cache";

    private final OrtEnvironment environment = NativeLibrary.start();
    private final RuntimeSettings settings;
    private final RunListener runs;
    private final ProviderChoice choice;
    private final Optional<TensorRt> tensorRt;
    private final SharedNetworks shared = new SharedNetworks(environment, this::createGiven);

    public OnnxRuntime(RuntimeSettings settings) {
        this(settings, RunListener.IGNORED);
    }

    /** As the other one; {@code runs} hears when networks run. */
    public OnnxRuntime(RuntimeSettings settings, RunListener runs) {
        this.settings = settings;
        this.runs = runs;
        this.choice = ProviderChoice.first(settings);
        requireByteProducts();
        this.tensorRt = tensorRt();
        log.info(
                "networks run on {} with ONNX Runtime {} ({})",
                choice.provider(),
                environment.getVersion(),
                choice.reason());
    }

    private Optional<TensorRt> tensorRt() {
        if (choice.provider() != Provider.TENSORRT) {
            return Optional.empty();
        }
        EngineMachine machine = EngineMachine.ofThisOne(environment.getVersion(), settings.device());
        return Optional.of(new TensorRt(settings.engines(), machine));
    }

    private void requireByteProducts() {
        if (operators().areInBytes() && !Processor.ofThisMachine().multipliesBytes()) {
            throw new IllegalArgumentException("precision: int8 needs a processor with VNNI instructions, without which"
                    + " sums of products overflow (allowed here: single)");
        }
    }

    public ProviderChoice provider() {
        return choice;
    }

    @Override
    public Operators operators() {
        return choice.provider().operators(settings.precision());
    }

    @Override
    public int stepsTogether() {
        return settings.stepsTogether().orElseGet(choice.provider()::stepsTogether);
    }

    @Override
    public Network open(Graph graph) {
        WeightFiles files = new WeightFiles(graph.weights().values());
        return tensorRt.isPresent()
                ? tensorRt.get().open(graph, files, more -> open(graph, files, more))
                : open(graph, files, Map.of());
    }

    /** @param more what TensorRT is told of this network */
    private Network open(Graph graph, WeightFiles files, Map<String, String> more) {
        try (SessionOptions options = options(graph, files, more)) {
            OrtSession session = create(graph, files, weight -> false, options);
            return new OnnxNetwork(environment, OwnParts.of(session, graph), graph, runs);
        } catch (OrtException e) {
            String message = "ONNX Runtime does not take the graph: " + e.getMessage();
            throw message.contains(SPOILT_ENGINE)
                    ? new SpoiltEngineException(message, e)
                    : new NetworkException(message, e);
        }
    }

    /** @param given weights that every run takes */
    private OrtSession create(Graph graph, WeightFiles files, Predicate<Tensor> given, SessionOptions options)
            throws OrtException {
        Map<String, OnnxTensorLike> memory = new HashMap<>();
        try {
            for (Tensor weight : graph.weights().values()) {
                if (!given.test(weight) && !files.inFile(weight)) {
                    memory.put(weight.name(), TensorViews.of(environment, weight));
                }
            }
            if (!memory.isEmpty()) {
                options.addExternalInitializers(memory);
            }
            return environment.createSession(graph.toBytes(given, files::location), options);
        } finally {
            // The session has its own copies by now.
            memory.values().forEach(OnnxTensorLike::close);
        }
    }

    @Override
    public boolean sharesWeights(Operators operators) {
        // On a GPU weights given with a run would be copied to it each time, and bytes are rounded when a network
        // opens.
        return choice.provider() == Provider.CPU && !operators.areInBytes();
    }

    @Override
    public Network openSharing(Graph graph) {
        if (!sharesWeights(graph.operators())) {
            return open(graph);
        }
        try {
            return new OnnxNetwork(environment, shared.open(graph), graph, runs);
        } catch (OrtException e) {
            throw new NetworkException("ONNX Runtime does not take the graph: " + e.getMessage(), e);
        }
    }

    private OrtSession createGiven(Graph graph, Predicate<Tensor> given, OptLevel optimization) throws OrtException {
        WeightFiles files = new WeightFiles(
                graph.weights().values().stream().filter(given.negate()).toList());
        try (SessionOptions options = options(graph, files, Map.of())) {
            options.setOptimizationLevel(optimization);
            return create(graph, files, given, options);
        }
    }

    private SessionOptions options(Graph graph, WeightFiles files, Map<String, String> more) throws OrtException {
        SessionOptions options = new SessionOptions();
        options.setIntraOpNumThreads(settings.threads());
        options.setInterOpNumThreads(1);
        options.setDeterministicCompute(true);
        options.setOptimizationLevel(OptLevel.ALL_OPT);
        // Matrices are multiplied where the file is mapped instead of being rearranged in memory first, once for each
        // use: our products are large enough to be as fast, and the weights of linear layers take no memory of ours.
        // Bytes, which are a quarter of that, are multiplied twice as fast when they have been rearranged.
        options.addConfigEntry(DISABLE_PREPACKING, graph.operators().areInBytes() ? "0" : "1");
        if (files.folder().isPresent()) {
            options.addConfigEntry(WEIGHT_FOLDER, files.folder().get().toString());
        }
        choice.provider().addTo(options, settings, more);
        return options;
    }
}
