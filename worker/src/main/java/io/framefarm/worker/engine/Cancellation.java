package io.framefarm.worker.engine;

import java.util.ArrayList;
import java.util.List;

/** Asks a render to stop; from any thread, and for good. */
public final class Cancellation {

    private final List<Runnable> reactions = new ArrayList<>();
    private boolean cancelled;

    /** Stops the render within one sampling step. Has no effect after the first call. */
    public void cancel() {
        List<Runnable> toRun;
        synchronized (reactions) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            toRun = List.copyOf(reactions);
        }
        toRun.forEach(Runnable::run);
    }

    public boolean isCancelled() {
        synchronized (reactions) {
            return cancelled;
        }
    }

    /** Throws if cancelled. */
    void check() {
        if (isCancelled()) {
            throw new RenderCancelledException();
        }
    }

    /** Runs this on the cancelling thread, or at once if that has happened, until the registration is closed. */
    Registration onCancel(Runnable reaction) {
        boolean now;
        synchronized (reactions) {
            now = cancelled;
            reactions.add(reaction);
        }
        if (now) {
            reaction.run();
        }
        return () -> {
            synchronized (reactions) {
                reactions.remove(reaction);
            }
        };
    }

    /** Undoes {@link #onCancel}. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
