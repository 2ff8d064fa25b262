package io.framefarm.worker.engine;

import io.framefarm.worker.engine.SwapEvents.Swap;
import io.framefarm.worker.network.NamedTensors;
import io.framefarm.worker.network.Network;
import io.framefarm.worker.network.StopSignal;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Keeps networks ready within a bound of bytes: the least recently used one that nobody holds is closed first. A network
 * larger than the bound is still handed out, and closed when it is given back. Safe for use by many threads; two that
 * ask for the same network wait for one opening.
 */
final class NetworkCache implements AutoCloseable {

    private final long capacityBytes;
    private final Map<NetworkKey, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final SwapEvents swaps;
    private final LongSupplier ticker;
    private boolean closed;

    /** Guarded by the map. */
    private static final class Entry {
        private final CompletableFuture<Network> network = new CompletableFuture<>();
        private int borrowers;
    }

    NetworkCache(long capacityBytes) {
        this(capacityBytes, SwapEvents.IGNORED, () -> 0);
    }

    /** @param ticker nanoseconds since some moment */
    NetworkCache(long capacityBytes, SwapEvents swaps, LongSupplier ticker) {
        if (capacityBytes < 0) {
            throw new IllegalArgumentException("capacityBytes: " + capacityBytes + " is below 0");
        }
        this.capacityBytes = capacityBytes;
        this.swaps = swaps;
        this.ticker = ticker;
    }

    /** The network under this key, opened if need be; stays open at least until the lease is closed. */
    Lease borrow(NetworkKey key, Supplier<Network> open) {
        Entry entry;
        boolean mine;
        Swap swap;
        synchronized (entries) {
            if (closed) {
                throw new IllegalStateException("the engine is closed");
            }
            swap = swapFor(key);
            entry = entries.get(key);
            mine = entry == null;
            if (entry == null) {
                entry = new Entry();
                entries.put(key, entry);
            }
            entry.borrowers++;
        }
        if (mine) {
            long start = ticker.getAsLong();
            fill(key, entry, open);
            swaps.swapped(swap, Duration.ofNanos(ticker.getAsLong() - start));
        }
        return new Lease(entry, join(entry));
    }

    /** What is missing for this network. */
    private Swap swapFor(NetworkKey key) {
        List<NetworkKey> sameNetwork = entries.keySet().stream()
                .filter(other ->
                        other.pack().equals(key.pack()) && other.network().equals(key.network()))
                .toList();
        if (sameNetwork.isEmpty()) {
            return Swap.MODEL;
        }
        return sameNetwork.stream().anyMatch(other -> other.loras().equals(key.loras())) ? Swap.SIZE : Swap.LORA;
    }

    /** A network in use. */
    final class Lease implements AutoCloseable {
        private final Entry entry;
        private final Network network;

        private Lease(Entry entry, Network network) {
            this.entry = entry;
            this.network = network;
        }

        /** Runs the network, once no other render does. */
        NamedTensors run(NamedTensors inputs, StopSignal stop) {
            synchronized (network) {
                return network.run(inputs, stop);
            }
        }

        @Override
        public void close() {
            synchronized (entries) {
                entry.borrowers--;
                evict();
            }
        }
    }

    private void fill(NetworkKey key, Entry entry, Supplier<Network> open) {
        try {
            entry.network.complete(open.get());
        } catch (RuntimeException | Error e) {
            synchronized (entries) {
                entries.remove(key);
            }
            entry.network.completeExceptionally(e);
        }
    }

    private static Network join(Entry entry) {
        try {
            return entry.network.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Names of the packs of which something is ready. */
    Set<String> packs() {
        synchronized (entries) {
            return entries.keySet().stream().map(NetworkKey::pack).collect(Collectors.toUnmodifiableSet());
        }
    }

    long sizeBytes() {
        synchronized (entries) {
            return entries.values().stream().mapToLong(NetworkCache::sizeBytes).sum();
        }
    }

    private static long sizeBytes(Entry entry) {
        boolean ready = entry.network.isDone() && !entry.network.isCompletedExceptionally();
        return ready ? entry.network.join().sizeBytes() : 0;
    }

    private void evict() {
        long allowed = closed ? 0 : capacityBytes;
        Iterator<Entry> eldest = entries.values().iterator();
        // Asked again each time: what networks share is freed with the last of them.
        while (eldest.hasNext() && sizeBytes() > allowed) {
            Entry entry = eldest.next();
            if (entry.borrowers == 0) {
                eldest.remove();
                entry.network.join().close();
            }
        }
    }

    /** Closes what nobody holds, and the rest as it is given back. */
    @Override
    public void close() {
        synchronized (entries) {
            closed = true;
            evict();
        }
    }
}
