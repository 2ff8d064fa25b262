package io.framefarm.worker.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.RunOptions;
import io.framefarm.worker.network.FloatTensor;
import io.framefarm.worker.network.NamedTensors;
import io.framefarm.worker.network.Network;
import io.framefarm.worker.network.NetworkException;
import io.framefarm.worker.network.NetworkStoppedException;
import io.framefarm.worker.network.StopSignal;
import io.framefarm.worker.onnx.Graph;
import io.framefarm.worker.onnx.Port;
import io.framefarm.worker.onnx.Shape;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A graph that ONNX Runtime runs. */
final class OnnxNetwork implements Network {
    private final OrtEnvironment environment;
    private final NetworkParts parts;
    private final Graph graph;
    private final RunListener runs;

    OnnxNetwork(OrtEnvironment environment, NetworkParts parts, Graph graph, RunListener runs) {
        this.environment = environment;
        this.parts = parts;
        this.graph = graph;
        this.runs = runs;
    }

    @Override
    public NamedTensors run(NamedTensors inputs, StopSignal stop) {
        check(inputs);
        Map<String, FloatTensor> zeros = new LinkedHashMap<>();
        graph.outputs().forEach(port -> zeros.put(port.name(), FloatTensor.zeros(port.shape())));
        NamedTensors outputs = new NamedTensors(zeros);
        try (Tensors in = new Tensors(inputs);
                Tensors out = new Tensors(outputs);
                StoppableRun run = new StoppableRun()) {
            StopSignal.Registration registration = stop.onStop(run::stop);
            try {
                run.execute(in, out);
            } finally {
                registration.close();
            }
            return outputs;
        } catch (OrtException e) {
            throw new NetworkException("ONNX Runtime failed: " + e.getMessage(), e);
        }
    }

    @Override
    public long sizeBytes() {
        return parts.sizeBytes();
    }

    @Override
    public void close() {
        try {
            parts.close();
        } catch (OrtException e) {
            throw new NetworkException("ONNX Runtime does not close: " + e.getMessage(), e);
        }
    }

    private void check(NamedTensors inputs) {
        for (Port port : graph.inputs()) {
            Shape shape = inputs.get(port.name()).shape();
            if (!shape.equals(port.shape())) {
                throw new IllegalArgumentException(
                        "input " + port.name() + ": shape " + shape + " (expected: " + port.shape() + ")");
            }
        }
        if (inputs.tensors().size() != graph.inputs().size()) {
            throw new IllegalArgumentException("inputs " + inputs.tensors().keySet() + " (expected: "
                    + graph.inputs().stream().map(Port::name).toList() + ")");
        }
    }

    /** Views of float tensors that ONNX Runtime reads and writes in place. */
    private final class Tensors implements AutoCloseable {
        private final Map<String, OnnxTensor> views = new HashMap<>();

        Tensors(NamedTensors tensors) throws OrtException {
            for (Map.Entry<String, FloatTensor> entry : tensors.tensors().entrySet()) {
                FloatTensor tensor = entry.getValue();
                views.put(
                        entry.getKey(),
                        OnnxTensor.createTensor(
                                environment, tensor.values(), tensor.shape().toArray()));
            }
        }

        @Override
        public void close() {
            views.values().forEach(OnnxTensor::close);
        }
    }

    /** One run; a stop that comes before it, during it or after it finds options that are still there. */
    private final class StoppableRun implements AutoCloseable {
        private final RunOptions options = new RunOptions();
        private boolean stopped;
        private boolean closed;

        StoppableRun() throws OrtException {}

        void execute(Tensors in, Tensors out) throws OrtException {
            Map<String, OnnxTensor> all = new HashMap<>(parts.weights());
            all.putAll(in.views);
            runs.began();
            try {
                // Closes only the list of results: they were written into the caller's tensors.
                parts.session().run(all, Set.of(), out.views, options).close();
            } catch (OrtException e) {
                if (isStopped()) {
                    throw new NetworkStoppedException();
                }
                throw e;
            } finally {
                runs.ended();
            }
        }

        synchronized void stop() {
            stopped = true;
            if (!closed) {
                terminate();
            }
        }

        private void terminate() {
            try {
                options.setTerminate(true);
            } catch (OrtException e) {
                throw new NetworkException("ONNX Runtime does not stop: " + e.getMessage(), e);
            }
        }

        private synchronized boolean isStopped() {
            return stopped;
        }

        @Override
        public synchronized void close() {
            closed = true;
            options.close();
        }
    }
}
