package io.framefarm.worker.enginebench;

import io.framefarm.worker.network.NamedTensors;
import io.framefarm.worker.network.Network;
import io.framefarm.worker.onnx.Graph;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** A network with its inputs, whose runs are timed. */
final class TimedNetwork implements AutoCloseable {
    /** ONNX Runtime learns in the first run what memory it needs, and takes it in the second. */
    private static final int UNCOUNTED_RUNS = 2;

    private final LongSupplier nanoTime;
    private final NamedTensors inputs;
    private final Network network;
    private final double openMillis;
    private final List<Double> runMillis = new ArrayList<>();

    TimedNetwork(Function<Graph, Network> open, Graph graph, NamedTensors inputs, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.inputs = inputs;
        long start = nanoTime.getAsLong();
        this.network = open.apply(graph);
        this.openMillis = millisSince(start);
    }

    void warmUp() {
        for (int i = 0; i < UNCOUNTED_RUNS; i++) {
            network.run(inputs);
        }
    }

    NamedTensors run() {
        long start = nanoTime.getAsLong();
        NamedTensors outputs = network.run(inputs);
        runMillis.add(millisSince(start));
        return outputs;
    }

    double openMillis() {
        return openMillis;
    }

    double medianMillis() {
        return runMillis.stream().sorted().toList().get(runMillis.size() / 2);
    }

    private double millisSince(long start) {
        return (nanoTime.getAsLong() - start) / 1e6;
    }

    @Override
    public void close() {
        network.close();
    }
}
