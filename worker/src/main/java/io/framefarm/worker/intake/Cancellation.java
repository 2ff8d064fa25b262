package io.framefarm.worker.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks a rendering to stop. Happens at most once; safe for use by many threads. */
public final class Cancellation {

    private final List<Runnable> listeners = new ArrayList<>();
    private @Nullable String reason;

    public void cancel(String why) {
        List<Runnable> toTell;
        synchronized (listeners) {
            if (reason != null) {
                return;
            }
            reason = why;
            toTell = List.copyOf(listeners);
        }
        toTell.forEach(Runnable::run);
    }

    /** Why, if it was asked for. */
    public Optional<String> reason() {
        synchronized (listeners) {
            return Optional.ofNullable(reason);
        }
    }

    /** Runs this when cancelled; at once if that has happened already. */
    public void onCancel(Runnable listener) {
        synchronized (listeners) {
            listeners.add(listener);
            if (reason == null) {
                return;
            }
        }
        listener.run();
    }

    public void throwIfCancelled() throws RenderCancelled {
        Optional<String> why = reason();
        if (why.isPresent()) {
            throw new RenderCancelled(why.get());
        }
    }
}
