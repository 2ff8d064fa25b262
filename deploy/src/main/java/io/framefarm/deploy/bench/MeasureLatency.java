package io.framefarm.deploy.bench;

import io.framefarm.protocol.v1.Recipe;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How long an idle farm takes from the submission of a render until a worker has begun its first segment. */
public final class MeasureLatency {

    private static final int WARM_UPS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final LongSupplier nanoTicker;
    private final InstantSource clock;

    public MeasureLatency(LongSupplier nanoTicker, InstantSource clock) {
        this.nanoTicker = nanoTicker;
        this.clock = clock;
    }

    /** Sorted, shortest first. */
    public record Measured(List<Duration> latencies) {

        public Measured {
            latencies = latencies.stream().sorted().toList();
        }

        public Duration median() {
            return latencies.get(latencies.size() / 2);
        }

        public Duration percentile95() {
            return latencies.get(latencies.size() * 95 / 100);
        }
    }

    public Measured measure(int submissions) throws InterruptedException {
        BlockingQueue<Long> starts = new LinkedBlockingQueue<>();
        SimulatedRenderer renderer = new SimulatedRenderer(Duration.ZERO, new SimulatedRenderer.Observer() {
            @Override
            public void started(Recipe recipe) {
                starts.add(nanoTicker.getAsLong());
            }
        });
        try (ScratchFarm farm = ScratchFarm.start(1, renderer, clock)) {
            for (int i = 0; i < WARM_UPS; i++) {
                farm.render(1);
            }
            starts.clear();
            List<Duration> latencies = new ArrayList<>();
            for (int i = 0; i < submissions; i++) {
                latencies.add(once(farm, starts));
            }
            return new Measured(latencies);
        }
    }

    private Duration once(ScratchFarm farm, BlockingQueue<Long> starts) throws InterruptedException {
        long submitted = nanoTicker.getAsLong();
        farm.awaitDone(List.of(farm.submit(1)));
        Long started = starts.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (started == null) {
            throw new IllegalStateException("a render ended without having been started");
        }
        return Duration.ofNanos(started - submitted);
    }
}
