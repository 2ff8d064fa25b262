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

    /**
     * How many steps of a sampler are best taken in one run of a network: more than 1 where a device waits for us between
     * runs, and nobody has the time to watch a step.
     */
    default int stepsTogether() {
        return 1;
    }

    /** Opens a network, which the caller closes. */
    Network open(Graph graph);

    /**
     * Whether networks of these operators may share what they are made of. The matrices of their linear layers should then
     * be floats, for all others are converted in every run.
     */
    default boolean sharesWeights(Operators operators) {
        return false;
    }

    /**
     * Opens a network, which the caller closes. Where networks may share, those of equal graphs share all but the
     * matrices of linear layers, and of these they share what lies in the same place of the same file and was changed in
     * the same way; if other weights differ, they share matrices alone.
     */
    default Network openSharing(Graph graph) {
        return open(graph);
    }
}
