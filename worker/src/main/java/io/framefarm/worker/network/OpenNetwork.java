package io.framefarm.worker.network;

import io.framefarm.worker.onnx.Graph;
import io.framefarm.worker.onnx.Operators;

/** Binds a graph's weights and makes it ready to run. */
public interface OpenNetwork {

    /** Which operators graphs for it should be built from. */
    Operators operators();

    /** Opens a network, which the caller closes. */
    Network open(Graph graph);
}
