package io.framefarm.worker.enginebench;

import io.framefarm.worker.network.FloatTensor;
import io.framefarm.worker.network.NamedTensors;
import io.framefarm.worker.network.Network;
import io.framefarm.worker.network.OpenNetwork;
import io.framefarm.worker.network.clip.ClipTextGraph;
import io.framefarm.worker.network.unet.MotionNorm;
import io.framefarm.worker.network.unet.UNetGraph;
import io.framefarm.worker.network.unet.UNetInput;
import io.framefarm.worker.network.vae.VaeDecoderGraph;
import io.framefarm.worker.onnx.Graph;
import io.framefarm.worker.onnx.GraphBuilder;
import io.framefarm.worker.onnx.Operators;
import io.framefarm.worker.onnx.Port;
import io.framefarm.worker.onnx.Value;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Runs each network of a pack a few times on random inputs and says how long it took. */
public final class EngineBench {
    private static final int MATRIX_SIDE = 2048;
    private static final int MATRIX_RUNS = 5;

    private final OpenNetwork runtime;
    private final LongSupplier nanoTime;
    private final RandomGenerator random;
    private final int runs;

    public EngineBench(OpenNetwork runtime, LongSupplier nanoTime, RandomGenerator random, int runs) {
        this.runtime = runtime;
        this.nanoTime = nanoTime;
        this.random = random;
        this.runs = runs;
    }

    /** One text. */
    public Measurement textEncoder(BenchedNetworks networks) {
        return measure("text encoder", ClipTextGraph.build(networks.textEncoder(), 1, 0, runtime.operators()));
    }

    /** One step without guidance. */
    public Measurement unet(BenchedNetworks networks, BenchSize size) {
        UNetInput input = UNetInput.videos(1, size.frames(), size.latentHeight(), size.latentWidth());
        return measure(
                "UNet",
                UNetGraph.videos(networks.unet(), networks.motion(), MotionNorm.PER_FRAME, input, runtime.operators()));
    }

    /** One frame. */
    public Measurement vaeDecoder(BenchedNetworks networks, BenchSize size) {
        return measure(
                "VAE decoder",
                VaeDecoderGraph.build(networks.vae(), 1, size.latentHeight(), size.latentWidth(), runtime.operators()));
    }

    private Measurement measure(String name, Graph graph) {
        double before = matrixGflops();
        long start = nanoTime.getAsLong();
        try (Network network = runtime.open(graph)) {
            double openMillis = millisSince(start);
            double runMillis = medianRunMillis(network, graph, runs);
            return new Measurement(name, openMillis, runMillis, graph.flops(), (before + matrixGflops()) / 2);
        }
    }

    /** What large matrix products reach through the same runtime. */
    public double matrixGflops() {
        GraphBuilder builder = new GraphBuilder(Operators.STANDARD);
        Value a = builder.input("a", MATRIX_SIDE, MATRIX_SIDE);
        Value b = builder.input("b", MATRIX_SIDE, MATRIX_SIDE);
        builder.output("product", a.matmul(b));
        Graph graph = builder.build();
        try (Network network = runtime.open(graph)) {
            return graph.flops() / medianRunMillis(network, graph, MATRIX_RUNS) / 1e6;
        }
    }

    /** The first run is not counted: it allocates what the others reuse. */
    private double medianRunMillis(Network network, Graph graph, int times) {
        NamedTensors inputs = randomInputs(graph);
        network.run(inputs);
        double[] millis = new double[times];
        for (int i = 0; i < times; i++) {
            long start = nanoTime.getAsLong();
            network.run(inputs);
            millis[i] = millisSince(start);
        }
        Arrays.sort(millis);
        return millis[times / 2];
    }

    private NamedTensors randomInputs(Graph graph) {
        NamedTensors inputs = new NamedTensors(Map.of());
        for (Port port : graph.inputs()) {
            FloatTensor tensor = FloatTensor.zeros(port.shape());
            FloatBuffer values = tensor.values();
            while (values.hasRemaining()) {
                values.put((float) random.nextGaussian());
            }
            inputs = inputs.with(port.name(), tensor);
        }
        return inputs;
    }

    private double millisSince(long start) {
        return (nanoTime.getAsLong() - start) / 1e6;
    }
}
