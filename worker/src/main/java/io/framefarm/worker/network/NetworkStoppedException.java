package io.framefarm.worker.network;

/** A run ended early because it was told to. */
public final class NetworkStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NetworkStoppedException() {
        super("the network was stopped before its end");
    }
}
