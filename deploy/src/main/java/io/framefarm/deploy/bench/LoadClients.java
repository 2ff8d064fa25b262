package io.framefarm.deploy.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/** Many callers on one thread: each sends a request, reads the whole answer, pauses and goes on. */
final class LoadClients {
    private final InetSocketAddress address;
    private final ApiLoad load;
    private final List<String> paths;
    private final LongSupplier nanoTicker;
    private long[] latencies = new long[1 << 16];
    private int answered;
    private long failures;

    LoadClients(InetSocketAddress address, ApiLoad load, List<String> paths, LongSupplier nanoTicker) {
        this.address = address;
        this.load = load;
        this.paths = paths;
        this.nanoTicker = nanoTicker;
    }

    void run(Duration length) throws IOException {
        List<LoadClient> clients = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < load.clients(); i++) {
                clients.add(LoadClient.connect(address, selector, paths, i));
            }
            long start = nanoTicker.getAsLong();
            long pause = load.pause().toNanos();
            for (int i = 0; i < load.clients(); i++) {
                // Spread over one pause: they do not all begin at once, and not when all have connected either.
                clients.get(i).nextAt(start + pause * i / load.clients());
            }
            long end = start + length.toNanos();
            for (long now = start; now < end; now = nanoTicker.getAsLong()) {
                long next = end;
                for (LoadClient client : clients) {
                    next = Math.min(next, client.sendIfDue(now));
                }
                selector.select(Math.max(1, (next - nanoTicker.getAsLong()) / 1_000_000));
                for (SelectionKey key : selector.selectedKeys()) {
                    read((LoadClient) key.attachment(), pause);
                }
                selector.selectedKeys().clear();
            }
        } finally {
            for (LoadClient client : clients) {
                client.close();
            }
        }
    }

    private void read(LoadClient client, long pause) throws IOException {
        LoadClient.Progress progress = client.read();
        if (progress == LoadClient.Progress.UNDER_WAY) {
            return;
        }
        long now = nanoTicker.getAsLong();
        if (progress == LoadClient.Progress.FAILED) {
            failures++;
        }
        if (answered == latencies.length) {
            latencies = Arrays.copyOf(latencies, 2 * answered);
        }
        latencies[answered++] = now - client.sentAt();
        client.nextAt(now + pause);
    }

    /** In nanoseconds. */
    long[] latencies() {
        return Arrays.copyOf(latencies, answered);
    }

    long failures() {
        return failures;
    }
}
