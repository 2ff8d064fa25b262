package io.framefarm.deploy.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Turns SIGTERM and Ctrl-C into something that the main thread can wait for or look at, and keeps the JVM alive until the
 * main thread has cleaned up, which it says by closing.
 */
final class StopSignal implements AutoCloseable {

    private static final Duration CLEAN_UP_LIMIT = Duration.ofSeconds(60);
    private static final Duration ALIVE_CHECK = Duration.ofMillis(500);

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch cleanedUp = new CountDownLatch(1);

    static StopSignal listen() {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(signal::stop, "stop-signal"));
        return signal;
    }

    boolean asked() {
        return asked.getCount() == 0;
    }

    void await() throws InterruptedException {
        asked.await();
    }

    /** Returns when asked to stop, or when what is watched has ended by itself, which is a failure. */
    ExitCode awaitWhile(String what, BooleanSupplier alive) throws InterruptedException {
        while (!asked.await(ALIVE_CHECK.toMillis(), TimeUnit.MILLISECONDS)) {
            if (!alive.getAsBoolean()) {
                throw new CommandFailedException(ExitCode.BUG, what + " has ended by itself; its log says why");
            }
        }
        return ExitCode.DONE;
    }

    @Override
    public void close() {
        cleanedUp.countDown();
    }

    private void stop() {
        asked.countDown();
        try {
            if (!cleanedUp.await(CLEAN_UP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("farm: gave up on a clean stop after " + CLEAN_UP_LIMIT.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
