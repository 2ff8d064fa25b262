package io.framefarm.worker.network;

/** Tells a running network to stop, from another thread. */
@FunctionalInterface
public interface StopSignal {
    StopSignal NEVER = reaction -> () -> {};

    /** Runs the reaction when the signal comes, or at once if it has come, until the registration is closed. */
    Registration onStop(Runnable reaction);

    /** Undoes {@link #onStop}. */
    @FunctionalInterface
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
