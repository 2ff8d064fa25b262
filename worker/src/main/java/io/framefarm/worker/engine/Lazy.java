package io.framefarm.worker.engine;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Computes a value when it is first asked for, once. Safe for use by many threads. */
final class Lazy<T> implements Supplier<T> {

    private final Supplier<T> compute;
    private @Nullable T value;

    Lazy(Supplier<T> compute) {
        this.compute = compute;
    }

    @Override
    public synchronized T get() {
        T known = value;
        if (known == null) {
            known = compute.get();
            value = known;
        }
        return known;
    }
}
