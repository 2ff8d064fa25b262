package io.framefarm.worker.intake;

import io.framefarm.protocol.v1.Revocation;
import io.framefarm.protocol.v1.SegmentJob;
import io.framefarm.protocol.v1.SegmentRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The jobs that nobody wants any more: whatever of a render, or of one segment, was dispatched up to the moment of its
 * revocation. Remembers the latest so many revocations, because a job may arrive after the news that it is void. Safe
 * for use by many threads.
 */
public final class RevokedRenders {

    private final int remembered;
    private final LinkedHashMap<String, Revocation> revocations = new LinkedHashMap<>();
    private final Map<Cancellation, SegmentJob> watched = new LinkedHashMap<>();

    public RevokedRenders(int remembered) {
        if (remembered < 1) {
            throw new IllegalArgumentException("remembered: " + remembered + " is below 1");
        }
        this.remembered = remembered;
    }

    public void revoke(Revocation revocation) {
        List<Cancellation> toCancel = new ArrayList<>();
        synchronized (this) {
            remember(revocation);
            watched.forEach((cancellation, job) -> {
                if (voids(revocation, job)) {
                    toCancel.add(cancellation);
                }
            });
        }
        toCancel.forEach(cancellation -> cancellation.cancel(revocation.getReason()));
    }

    public synchronized boolean isRevoked(SegmentJob job) {
        return revocationOf(job).isPresent();
    }

    /** Cancels this as soon as the job is revoked, until the watch is closed. */
    Watch watch(SegmentJob job, Cancellation cancellation) {
        Optional<Revocation> already;
        synchronized (this) {
            watched.put(cancellation, job);
            already = revocationOf(job);
        }
        already.ifPresent(revocation -> cancellation.cancel(revocation.getReason()));
        return () -> unwatch(cancellation);
    }

    private void remember(Revocation revocation) {
        String scope = revocation.hasSegment() ? scopeOf(revocation.getSegment()) : revocation.getRenderId();
        Revocation known = revocations.remove(scope);
        boolean newer = known == null || known.getRevokedAtMs() < revocation.getRevokedAtMs();
        revocations.put(scope, newer ? revocation : known);
        if (revocations.size() > remembered) {
            revocations.remove(revocations.keySet().iterator().next());
        }
    }

    private Optional<Revocation> revocationOf(SegmentJob job) {
        return Optional.ofNullable(revocations.get(job.getRef().getRenderId()))
                .filter(revocation -> voids(revocation, job))
                .or(() -> Optional.ofNullable(revocations.get(scopeOf(job.getRef())))
                        .filter(revocation -> voids(revocation, job)));
    }

    private synchronized void unwatch(Cancellation cancellation) {
        watched.remove(cancellation);
    }

    private static boolean voids(Revocation revocation, SegmentJob job) {
        boolean concerned = revocation.hasSegment()
                ? revocation.getSegment().equals(job.getRef())
                : revocation.getRenderId().equals(job.getRef().getRenderId());
        return concerned && job.getDispatchedAtMs() <= revocation.getRevokedAtMs();
    }

    private static String scopeOf(SegmentRef ref) {
        return ref.getRenderId() + "/" + ref.getShot() + "/" + ref.getSegment();
    }

    /** Ends with the rendering that it watches over. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
