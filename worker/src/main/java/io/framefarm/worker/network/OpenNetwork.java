package io.framefarm.worker.network;

import io.framefarm.worker.onnx.Graph;
import io.framefarm.worker.onnx.Operators;

/** Binds a graph's weights and makes it ready to run. */
public interface OpenNetwork {

    /** Which operators graphs of networks that denoise should be built from: each step mends the one before. */
    Operators operators();

    /** Which operators all other graphs should be built from: what they lose is in the frames. */
    default Operators exactOperators() {
        return operators().withoutBytes();
    }

    /** Opens a network, which the caller closes. */
    Network open(Graph graph);
}
