package io.framefarm.worker.enginebench;

import io.framefarm.worker.checkpoint.layout.NetworkConfig;
import io.framefarm.worker.checkpoint.layout.NetworkWeights;
import io.framefarm.worker.checkpoint.layout.TaesdConfig;
import io.framefarm.worker.network.NamedTensors;
import io.framefarm.worker.network.Network;
import io.framefarm.worker.network.OpenNetwork;
import io.framefarm.worker.network.clip.ClipTextGraph;
import io.framefarm.worker.network.taesd.TaesdDecoderGraph;
import io.framefarm.worker.network.unet.MotionNorm;
import io.framefarm.worker.network.unet.RunGraph;
import io.framefarm.worker.network.unet.UNetGraph;
import io.framefarm.worker.network.unet.UNetInput;
import io.framefarm.worker.network.vae.VaeDecoderGraph;
import io.framefarm.worker.onnx.Graph;
import io.framefarm.worker.onnx.Operators;
import io.framefarm.worker.sampling.LinearStep;
import io.framefarm.worker.sampling.SamplerSettings;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Runs each network of a pack a few times on random inputs and says how long it took. */
public final class EngineBench {
    private static final String UNET = "UNet";

    private final OpenNetwork runtime;
    private final LongSupplier nanoTime;
    private final RandomGenerator random;
    private final int runs;
    private final MeasureRoofline.Sizes sizes;

    /**
     * Prepares measurements.
     *
     * @param nanoTime as {@link System#nanoTime}
     * @param runs of each network, of which the median counts
     */
    public EngineBench(OpenNetwork runtime, LongSupplier nanoTime, RandomGenerator random, int runs) {
        this(runtime, nanoTime, random, runs, MeasureRoofline.Sizes.of(runtime.operators()));
    }

    EngineBench(
            OpenNetwork runtime, LongSupplier nanoTime, RandomGenerator random, int runs, MeasureRoofline.Sizes sizes) {
        if (runs < 1) {
            throw new IllegalArgumentException("runs: " + runs + " (allowed: 1 and more)");
        }
        this.runtime = runtime;
        this.nanoTime = nanoTime;
        this.random = random;
        this.runs = runs;
        this.sizes = sizes;
    }

    /** One text. */
    public Measurement textEncoder(BenchedNetworks networks) {
        Operators operators = runtime.exactOperators();
        return measureSharing(
                "text encoder", ClipTextGraph.build(shared(networks.textEncoder(), operators), 1, 0, operators));
    }

    /** One step without guidance. */
    public Measurement unet(BenchedNetworks networks, BenchSize size) {
        return measureSharing(UNET, unet(networks, size, 1, runtime.operators()));
    }

    private Graph unet(BenchedNetworks networks, BenchSize size, int segments, Operators operators) {
        return UNetGraph.videos(
                shared(networks.unet(), operators),
                shared(networks.motion(), operators),
                MotionNorm.PER_FRAME,
                input(size, segments),
                operators);
    }

    private static UNetInput input(BenchSize size, int segments) {
        return UNetInput.videos(segments, size.frames(), size.latentHeight(), size.latentWidth());
    }

    /** The UNet as the runtime runs it beside the one that multiplies no bytes, in turns. */
    public Comparison unetInBytes(BenchedNetworks networks, BenchSize size) {
        Graph exactGraph = unet(networks, size, 1, runtime.exactOperators());
        NamedTensors inputs = RandomInputs.of(exactGraph, random);
        try (TimedNetwork exact = timed(exactGraph, inputs);
                TimedNetwork bytes = timed(unet(networks, size, 1, runtime.operators()), inputs)) {
            exact.warmUp();
            bytes.warmUp();
            double error = 0;
            for (int i = 0; i < runs; i++) {
                error = relativeError(bytes.run(), exact.run());
            }
            return new Comparison(UNET, exact.medianMillis(), bytes.medianMillis(), error);
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

    /** One step of several segments in one run of the UNet beside one after the other, in turns. */
    public SideBySide segmentsTogether(BenchedNetworks networks, BenchSize size, int segments) {
        return together("segments", segments, networks, size, unet(networks, size, segments, runtime.operators()));
    }

    /** All steps of a segment in one run beside one after the other, in turns. */
    public SideBySide stepsTogether(BenchedNetworks networks, BenchSize size, int steps) {
        return together("steps", steps, networks, size, wholeRun(networks, size, steps));
    }

    private Graph wholeRun(BenchedNetworks networks, BenchSize size, int steps) {
        return RunGraph.videos(
                shared(networks.unet(), runtime.operators()),
                shared(networks.motion(), runtime.operators()),
                MotionNorm.PER_FRAME,
                input(size, 1),
                LinearStep.of(SamplerSettings.animateLcm().start(steps)),
                runtime.operators());
    }

    private SideBySide together(String pieces, int count, BenchedNetworks networks, BenchSize size, Graph allGraph) {
        Graph oneGraph = unet(networks, size, 1, runtime.operators());
        try (TimedNetwork one = timed(oneGraph, RandomInputs.of(oneGraph, random));
                TimedNetwork all = timed(allGraph, RandomInputs.of(allGraph, random))) {
            one.warmUp();
            all.warmUp();
            for (int i = 0; i < runs; i++) {
                for (int piece = 0; piece < count; piece++) {
                    one.run();
                }
                all.run();
            }
            return new SideBySide(UNET, pieces, count, one.medianMillis(), all.medianMillis() / count);
        }
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

    /**
     * All steps and all frames of a segment, put together from the runs that it takes with this runtime. Noise, the pixels
     * of frames and the text are not in it.
     */
    public Measurement segment(BenchedNetworks networks, BenchSize size, int steps) {
        Measurement sampling = steps <= runtime.stepsTogether()
                ? measureSharing(UNET, wholeRun(networks, size, steps))
                : unet(networks, size).times(steps);
        return sampling.and(vaeDecoder(networks, size).times(size.frames()), "segment");
    }

    /** Of a network that LoRAs adapt: opened as workers open it. */
    private Measurement measureSharing(String name, Graph graph) {
        return measure(name, graph, runtime::openSharing);
    }

    private Measurement measure(String name, Graph graph) {
        return measure(name, graph, runtime::open);
    }

    private Measurement measure(String name, Graph graph, Function<Graph, Network> open) {
        try (TimedNetwork network = new TimedNetwork(open, graph, RandomInputs.of(graph, random), nanoTime);
                MeasureRoofline machine =
                        new MeasureRoofline(runtime, runtime.exactOperators(), sizes, random, nanoTime)) {
            network.warmUp();
            machine.warmUp();
            for (int i = 0; i < runs; i++) {
                machine.sample();
                network.run();
            }
            return new Measurement(
                    name,
                    network.openMillis(),
                    network.medianMillis(),
                    graph.flops(),
                    graph.leastBytes(),
                    machine.roofline());
        }
    }

    private TimedNetwork timed(Graph unet, NamedTensors inputs) {
        return new TimedNetwork(runtime::openSharing, unet, inputs, nanoTime);
    }

    private <C extends NetworkConfig> NetworkWeights<C> shared(NetworkWeights<C> weights, Operators operators) {
        return runtime.sharesWeights(operators)
                ? weights.with(tensor -> tensor.isMatrix() ? tensor.inFloats(List.of()) : tensor)
                : weights;
    }
}
