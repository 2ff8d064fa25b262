package io.framefarm.coordinator.stitch;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Runs tasks one after the other on the threads of another executor: what they touch needs no lock. */
final class SerialExecutor implements Executor {
    private final Executor threads;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean running;

    SerialExecutor(Executor threads) {
        this.threads = threads;
    }

    @Override
    public synchronized void execute(Runnable task) {
        waiting.add(task);
        if (!running) {
            running = true;
            threads.execute(this::runOne);
        }
    }

    /** One at a time, so that other renders get their turn on the same threads. */
    private void runOne() {
        boolean more = true;
        while (more) {
            try {
                first().run();
            } finally {
                more = mustGoOnHere();
            }
        }
    }

    private synchronized Runnable first() {
        return waiting.remove();
    }

    /** Hands the next task to the threads; when they have been shut down, the rest is run on the one at hand. */
    private synchronized boolean mustGoOnHere() {
        running = !waiting.isEmpty();
        if (!running) {
            return false;
        }
        try {
            threads.execute(this::runOne);
            return false;
        } catch (RejectedExecutionException e) {
            return true;
        }
    }
}
