package io.framefarm.worker.intake;

import io.framefarm.protocol.v1.SegmentJob;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A queue in memory, shared by any number of slots; writes down what became of each job. */
final class FakeQueue {

    final List<String> settled = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Delivery> waiting = new LinkedBlockingQueue<>();
    final AtomicInteger renewals = new AtomicInteger();
    volatile boolean lockHeld = true;

    void add(SegmentJob job) {
        waiting.add(new Delivery(job, 1));
    }

    JobQueue consumer() {
        return new JobQueue() {
            private @Nullable Delivery held;

            @Override
            public Optional<Delivery> poll(Duration timeout) {
                if (held != null) {
                    throw new IllegalStateException("polled before the job at hand was settled");
                }
                try {
                    held = waiting.poll(1, TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return Optional.ofNullable(held);
            }

            @Override
            public Duration renewEvery() {
                return Duration.ofMillis(1);
            }

            @Override
            public boolean renew() {
                renewals.incrementAndGet();
                return lockHeld;
            }

            @Override
            public void accept() {
                settle("accepted");
            }

            @Override
            public void release() {
                settle("released");
            }

            private void settle(String how) {
                Delivery delivery = held;
                if (delivery == null) {
                    throw new IllegalStateException("settled without a job at hand");
                }
                held = null;
                settled.add(how + " " + delivery.job().getRef().getRenderId());
            }

            @Override
            public void close() {
                settled.add("closed");
            }
        };
    }
}
