package io.framefarm.worker.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The renders that nobody wants any more. Remembers the latest so many of them, because a job may arrive after the
 * news that it is void. Safe for use by many threads.
 */
public final class RevokedRenders {

    private final int remembered;
    private final LinkedHashMap<String, String> reasonByRender = new LinkedHashMap<>();
    private final Map<String, List<Cancellation>> watching = new HashMap<>();

    public RevokedRenders(int remembered) {
        if (remembered < 1) {
            throw new IllegalArgumentException("remembered: " + remembered + " is below 1");
        }
        this.remembered = remembered;
    }

    public void revoke(String renderId, String reason) {
        List<Cancellation> toCancel;
        synchronized (this) {
            reasonByRender.put(renderId, reason);
            if (reasonByRender.size() > remembered) {
                reasonByRender.remove(reasonByRender.keySet().iterator().next());
            }
            toCancel = List.copyOf(watching.getOrDefault(renderId, List.of()));
        }
        toCancel.forEach(cancellation -> cancellation.cancel(reason));
    }

    synchronized boolean isRevoked(String renderId) {
        return reasonByRender.containsKey(renderId);
    }

    /** Cancels this as soon as the render is revoked, until the watch is closed. */
    Watch watch(String renderId, Cancellation cancellation) {
        String reason;
        synchronized (this) {
            watching.computeIfAbsent(renderId, id -> new ArrayList<>()).add(cancellation);
            reason = reasonByRender.get(renderId);
        }
        if (reason != null) {
            cancellation.cancel(reason);
        }
        return () -> unwatch(renderId, cancellation);
    }

    private synchronized void unwatch(String renderId, Cancellation cancellation) {
        List<Cancellation> left = watching.get(renderId);
        if (left != null && left.remove(cancellation) && left.isEmpty()) {
            watching.remove(renderId);
        }
    }

    /** Ends with the rendering that it watches over. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
