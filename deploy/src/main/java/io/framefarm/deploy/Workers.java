package io.framefarm.deploy;

import io.framefarm.worker.Worker;
import java.util.List;
import java.util.stream.IntStream;

/** All workers of this process; they stop at the same time, because each waits for what it renders. */
final class Workers implements AutoCloseable {

    private final List<Worker> workers;

    Workers(List<Worker> workers) {
        this.workers = List.copyOf(workers);
    }

    void start() {
        workers.forEach(Worker::start);
    }

    @Override
    public void close() throws InterruptedException {
        List<Thread> stopping = IntStream.range(0, workers.size())
                .mapToObj(i -> new Thread(workers.get(i)::close, "stop-worker-" + (i + 1)))
                .toList();
        stopping.forEach(Thread::start);
        for (Thread thread : stopping) {
            thread.join();
        }
    }
}
