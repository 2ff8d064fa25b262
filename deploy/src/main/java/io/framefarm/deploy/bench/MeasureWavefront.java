package io.framefarm.deploy.bench;

import io.framefarm.protocol.v1.Recipe;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** How long a fused shot takes that several workers render together, each step of each window a job of its own. */
public final class MeasureWavefront {

    private static final double NANOS_PER_SECOND = 1e9;

    private final Duration segmentTime;
    private final LongSupplier nanoTicker;
    private final InstantSource clock;

    /** @param segmentTime that a worker pretends to need for a window from noise to frames; parts of it take less */
    public MeasureWavefront(Duration segmentTime, LongSupplier nanoTicker, InstantSource clock) {
        this.segmentTime = segmentTime;
        this.nanoTicker = nanoTicker;
        this.clock = clock;
    }

    /**
     * What a number of workers achieved.
     *
     * @param seconds from the beginning of the first job to the end of the last
     */
    public record Measured(int workers, int frames, int jobs, double seconds) {}

    public Measured measure(int workers, int frames) {
        AtomicLong first = new AtomicLong(Long.MAX_VALUE);
        AtomicLong last = new AtomicLong();
        AtomicInteger jobs = new AtomicInteger();
        SimulatedRenderer renderer = new SimulatedRenderer(segmentTime, new SimulatedRenderer.Observer() {
            @Override
            public void started(Recipe recipe) {
                first.accumulateAndGet(nanoTicker.getAsLong(), Math::min);
            }

            @Override
            public void ended(Recipe recipe) {
                last.accumulateAndGet(nanoTicker.getAsLong(), Math::max);
                jobs.incrementAndGet();
            }
        });
        try (ScratchFarm farm = ScratchFarm.start(workers, renderer, clock)) {
            farm.render(workers);
            first.set(Long.MAX_VALUE);
            jobs.set(0);
            farm.renderFused(frames);
        }
        return new Measured(workers, frames, jobs.get(), (last.get() - first.get()) / NANOS_PER_SECOND);
    }
}
