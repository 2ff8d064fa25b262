package io.framefarm.worker.enginebench;

import io.framefarm.worker.checkpoint.layout.NetworkWeights;
import io.framefarm.worker.checkpoint.layout.TaesdConfig;
import io.framefarm.worker.network.FloatTensor;
import io.framefarm.worker.network.NamedTensors;
import io.framefarm.worker.network.Network;
import io.framefarm.worker.network.OpenNetwork;
import io.framefarm.worker.network.clip.ClipTextGraph;
import io.framefarm.worker.network.taesd.TaesdDecoderGraph;
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
    private static final int MATRIX_RUNS = 10;

    private final OpenNetwork runtime;
    private final LongSupplier nanoTime;
    private final RandomGenerator random;
    private final int runs;

    /**
     * Prepares measurements.
     *
     * @param nanoTime as {@link System#nanoTime}
     * @param runs of each network, of which the median counts
     */
    public EngineBench(OpenNetwork runtime, LongSupplier nanoTime, RandomGenerator random, int runs) {
        this.runtime = runtime;
        this.nanoTime = nanoTime;
        this.random = random;
        this.runs = runs;
    }

    /** One text. */
    public Measurement textEncoder(BenchedNetworks networks) {
        return measure("text encoder", ClipTextGraph.build(networks.textEncoder(), 1, 0, runtime.exactOperators()));
    }

    /** One step without guidance. */
    public Measurement unet(BenchedNetworks networks, BenchSize size) {
        return measure("UNet", unet(networks, size, runtime.operators()));
    }

    private static Graph unet(BenchedNetworks networks, BenchSize size, Operators operators) {
        UNetInput input = UNetInput.videos(1, size.frames(), size.latentHeight(), size.latentWidth());
        return UNetGraph.videos(networks.unet(), networks.motion(), MotionNorm.PER_FRAME, input, operators);
    }

    /** The UNet as the runtime runs it beside the one that multiplies no bytes, in turns. */
    public Comparison unetInBytes(BenchedNetworks networks, BenchSize size) {
        Graph exactGraph = unet(networks, size, runtime.exactOperators());
        try (Network exact = runtime.open(exactGraph);
                Network bytes = runtime.open(unet(networks, size, runtime.operators()))) {
            NamedTensors inputs = randomInputs(exactGraph);
            double error = relativeError(bytes.run(inputs), exact.run(inputs));
            double[] exactMillis = new double[runs];
            double[] bytesMillis = new double[runs];
            for (int i = 0; i < runs; i++) {
                exactMillis[i] = millisOf(exact, inputs);
                bytesMillis[i] = millisOf(bytes, inputs);
            }
            return new Comparison("UNet", median(exactMillis), median(bytesMillis), error);
        }
    }

    /** Root mean square of the difference over that of what is expected. */
    private static double relativeError(NamedTensors actual, NamedTensors expected) {
        float[] found = actual.get(UNetGraph.NOISE_PRED).toArray();
        float[] wanted = expected.get(UNetGraph.NOISE_PRED).toArray();
        double difference = 0;
        double size = 0;
        for (int i = 0; i < wanted.length; i++) {
            difference += Math.pow((double) found[i] - wanted[i], 2);
            size += Math.pow(wanted[i], 2);
        }
        return Math.sqrt(difference / size);
    }

    /** One frame. */
    public Measurement vaeDecoder(BenchedNetworks networks, BenchSize size) {
        return measure(
                "VAE decoder",
                VaeDecoderGraph.build(
                        networks.vae(), 1, size.latentHeight(), size.latentWidth(), runtime.exactOperators()));
    }

    /** One frame of a draft. */
    public Measurement draftDecoder(NetworkWeights<TaesdConfig> weights, BenchSize size) {
        return measure(
                "draft decoder",
                TaesdDecoderGraph.build(weights, 1, size.latentHeight(), size.latentWidth(), runtime.exactOperators()));
    }

    /** Matrix products run between the runs of the network, so that both meet the same other load on the machine. */
    private Measurement measure(String name, Graph graph) {
        Graph matrices = matrixProduct();
        long start = nanoTime.getAsLong();
        try (Network network = runtime.open(graph);
                Network product = runtime.open(matrices)) {
            double openMillis = millisSince(start);
            NamedTensors inputs = randomInputs(graph);
            NamedTensors factors = randomInputs(matrices);
            // The first run is not counted: it allocates what the others reuse.
            network.run(inputs);
            double[] runMillis = new double[runs];
            double[] matrixMillis = new double[runs * MATRIX_RUNS];
            for (int i = 0; i < runs; i++) {
                for (int j = 0; j < MATRIX_RUNS; j++) {
                    matrixMillis[i * MATRIX_RUNS + j] = millisOf(product, factors);
                }
                runMillis[i] = millisOf(network, inputs);
            }
            double matrixGflops = matrices.flops() / median(matrixMillis) / 1e6;
            return new Measurement(name, openMillis, median(runMillis), graph.flops(), matrixGflops);
        }
    }

    private static Graph matrixProduct() {
        GraphBuilder builder = new GraphBuilder(Operators.STANDARD);
        Value a = builder.input("a", MATRIX_SIDE, MATRIX_SIDE);
        Value b = builder.input("b", MATRIX_SIDE, MATRIX_SIDE);
        builder.output("product", a.matmul(b));
        return builder.build();
    }

    private double millisOf(Network network, NamedTensors inputs) {
        long start = nanoTime.getAsLong();
        network.run(inputs);
        return millisSince(start);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
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
