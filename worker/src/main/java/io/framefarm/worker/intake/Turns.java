package io.framefarm.worker.intake;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Who of a worker's slots may ask for a job, and who may render. A slot asks only once the one before it is about to be
 * through, so a worker does not sit on jobs that an idle one could have; and one slot fetches, prepares and publishes
 * while the other renders, so the accelerator does not wait.
 */
final class Turns {

    private final Semaphore asking = new Semaphore(1, true);
    private final Semaphore rendering;

    Turns(int rendersAtOnce) {
        this.rendering = new Semaphore(rendersAtOnce, true);
    }

    /** The right to ask for a job, or null if it did not come within this time. */
    @Nullable
    Turn toAsk(Duration patience) throws InterruptedException {
        return asking.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS) ? new Turn(asking) : null;
    }

    Turn toRender() throws InterruptedException {
        rendering.acquire();
        return new Turn(rendering);
    }

    /** A right that is given up once, however often it is said. */
    static final class Turn implements AutoCloseable {
        private final Semaphore from;
        private final AtomicBoolean over = new AtomicBoolean();

        private Turn(Semaphore from) {
            this.from = from;
        }

        @Override
        public void close() {
            if (over.compareAndSet(false, true)) {
                from.release();
            }
        }
    }
}
