package io.framefarm.coordinator.kafka;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that talks to the cluster until it is closed, and begins anew after a pause when the cluster fails it. */
public final class SteadyThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SteadyThread.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Work work;
    private final Thread thread;

    /** Goes on until the thread is stopped. */
    @FunctionalInterface
    public interface Work {
        void run() throws ExecutionException, InterruptedException, TimeoutException;
    }

    public SteadyThread(String name, Work work) {
        this.work = work;
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    public boolean isStopped() {
        return stopped.getCount() == 0;
    }

    private void run() {
        try {
            while (!isStopped()) {
                attempt();
            }
        } catch (InterruptedException | InterruptException interrupted) {
            Thread.currentThread().interrupt();
            stopped.countDown();
        }
    }

    private void attempt() throws InterruptedException {
        try {
            work.run();
        } catch (InterruptException interrupted) {
            throw interrupted;
        } catch (KafkaException | ExecutionException | TimeoutException unreachable) {
            LOG.warn("{} tries again in {}: {}", thread.getName(), PAUSE, unreachable.toString());
            if (stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("{} was stopped while it paused", thread.getName());
            }
        }
    }

    @Override
    public void close() {
        stopped.countDown();
        try {
            thread.join(CLOSE_WITHIN.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
