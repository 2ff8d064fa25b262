package io.framefarm.worker.network;

/**
 * A network ready to run, its weights bound. One run at a time; the same inputs give the same bytes on every run and in
 * every process with the same settings.
 */
public interface Network extends AutoCloseable {

    /**
     * Runs the network once.
     *
     * @param inputs every input by name, in exactly the shape that the graph was built for
     * @return every output by name
     * @throws NetworkStoppedException if the signal came before the end
     */
    NamedTensors run(NamedTensors inputs, StopSignal stop);

    default NamedTensors run(NamedTensors inputs) {
        return run(inputs, StopSignal.NEVER);
    }

    /** Estimated memory that it holds between runs, weights included. */
    long sizeBytes();

    /** Frees the weights; must not be called during a run. */
    @Override
    void close();
}
