package io.framefarm.worker.runtime;

import io.framefarm.worker.network.Network;
import io.framefarm.worker.network.OpenNetwork;
import io.framefarm.worker.onnx.Graph;
import io.framefarm.worker.onnx.Operators;
import java.util.Collection;

/**
 * Asks for networks that multiply bytes, whatever the processor.
 *
 * @param graphs to which each graph is added that is opened
 */
public record InBytes(Collection<Graph> graphs) implements OpenNetwork {

    @Override
    public Operators operators() {
        return Operators.CPU_INT8;
    }

    @Override
    public Network open(Graph graph) {
        graphs.add(graph);
        return TestRuntime.RUNTIME.open(graph);
    }
}
