package io.framefarm.worker.engine;

import io.framefarm.worker.network.NamedTensors;
import io.framefarm.worker.network.Network;
import io.framefarm.worker.network.NetworkStoppedException;
import io.framefarm.worker.network.StopSignal;
import java.util.concurrent.CountDownLatch;

/** A network that runs until it is stopped. */
final class FakeNetwork implements Network {

    final CountDownLatch running = new CountDownLatch(1);
    private final long sizeBytes;
    boolean closed;

    FakeNetwork(long sizeBytes) {
        this.sizeBytes = sizeBytes;
    }

    @Override
    public NamedTensors run(NamedTensors inputs, StopSignal stop) {
        CountDownLatch stopped = new CountDownLatch(1);
        StopSignal.Registration registration = stop.onStop(stopped::countDown);
        try {
            running.countDown();
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            registration.close();
        }
        throw new NetworkStoppedException();
    }

    @Override
    public long sizeBytes() {
        return sizeBytes;
    }

    @Override
    public void close() {
        closed = true;
    }
}
