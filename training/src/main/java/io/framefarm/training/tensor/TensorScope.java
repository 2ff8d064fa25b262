package io.framefarm.training.tensor;

import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** Frees the native memory of every tensor made inside, at once and on the thread that made it. */
public final class TensorScope {
    private TensorScope() {}

    @SuppressWarnings("try") // the scope works by being open
    public static <T> T within(Supplier<T> computation) {
        try (PointerScope scope = new PointerScope()) {
            return computation.get();
        }
    }

    public static void within(Runnable computation) {
        within(() -> {
            computation.run();
            return true;
        });
    }

    /** Computes without recording what a gradient would need. */
    @SuppressWarnings("try") // the guard works by being open
    public static <T> T withoutGradient(Supplier<T> computation) {
        try (NoGradGuard guard = new NoGradGuard()) {
            return computation.get();
        }
    }

    /** Lets {@code tensor} outlive the scopes that are open. */
    public static Tensor keep(Tensor tensor) {
        tensor.retainReference();
        return tensor;
    }
}
