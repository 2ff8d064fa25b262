package io.framefarm.deploy.guarantee;

import java.util.List;

/** Several promises that watch one history. */
public record Guarantees(List<Guarantee> all) {
    public Guarantees {
        all = List.copyOf(all);
    }

    /** To be told of everything. */
    public FarmObserver watching() {
        return new Observers(List.copyOf(all));
    }

    /** Each with the promise that it breaks. */
    public List<String> breaches() {
        return all.stream()
                .flatMap(guarantee -> guarantee.breaches().stream().map(breach -> guarantee.promise() + ": " + breach))
                .toList();
    }
}
