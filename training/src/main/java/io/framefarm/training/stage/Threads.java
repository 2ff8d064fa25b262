package io.framefarm.training.stage;

import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.global.torch;

/** Threads that compute by themselves: with tensors this small, one core per replica beats sharing each operation. */
final class Threads {
    private Threads() {}

    /** Keeps the computations of the calling thread on it. */
    static void computeAlone() {
        // Both libraries would otherwise start as many threads as there are cores for every product.
        openblas.blas_set_num_threads(1);
        torch.set_num_threads(1);
    }

    static Thread trainer(Runnable work) {
        Thread thread = new Thread(
                () -> {
                    computeAlone();
                    work.run();
                },
                "trainer");
        thread.setDaemon(true);
        return thread;
    }
}
