package io.framefarm.deploy.bench;

import io.framefarm.worker.runtime.RunListener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** When at least one of several threads was at a certain work: where they are at it together, time counts once. */
final class BusySpans implements RunListener {

    private final LongSupplier nanoTicker;
    private final List<Span> spans = new ArrayList<>();
    private int atIt;
    private long since;

    BusySpans(LongSupplier nanoTicker) {
        this.nanoTicker = nanoTicker;
    }

    private record Span(long from, long to) {

        long within(long start, long end) {
            return Math.max(0, Math.min(to, end) - Math.max(from, start));
        }
    }

    @Override
    public synchronized void began() {
        if (atIt++ == 0) {
            since = nanoTicker.getAsLong();
        }
    }

    @Override
    public synchronized void ended() {
        if (--atIt == 0) {
            spans.add(new Span(since, nanoTicker.getAsLong()));
        }
    }

    /** The part of the time between two ticks in which somebody was at it; work that has not ended is not counted. */
    synchronized double share(long start, long end) {
        long busy = spans.stream().mapToLong(span -> span.within(start, end)).sum();
        return (double) busy / (end - start);
    }
}
