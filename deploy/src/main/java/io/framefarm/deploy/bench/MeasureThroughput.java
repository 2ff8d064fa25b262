package io.framefarm.deploy.bench;

import io.framefarm.protocol.v1.Recipe;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;

/** How many segments a second come out of workers that need a fixed time for each. */
public final class MeasureThroughput {

    private static final double NANOS_PER_SECOND = 1e9;

    private final Duration segmentTime;
    private final LongSupplier nanoTicker;
    private final InstantSource clock;

    public MeasureThroughput(Duration segmentTime, LongSupplier nanoTicker, InstantSource clock) {
        this.segmentTime = segmentTime;
        this.nanoTicker = nanoTicker;
        this.clock = clock;
    }

    /**
     * What a number of workers achieved.
     *
     * @param segments that were rendered in all
     */
    public record Measured(int workers, Duration segmentTime, int segments, double segmentsPerSecond) {

        /** What the workers would do if a next segment were always at hand. */
        public double idealPerSecond() {
            return workers * NANOS_PER_SECOND / segmentTime.toNanos();
        }

        public double ofIdeal() {
            return segmentsPerSecond / idealPerSecond();
        }
    }

    /** Lets each worker render this many segments, after a first one that is not counted. */
    public Measured measure(int workers, int segmentsPerWorker) {
        ConcurrentLinkedQueue<Long> ends = new ConcurrentLinkedQueue<>();
        SimulatedRenderer renderer = new SimulatedRenderer(segmentTime, new SimulatedRenderer.Observer() {
            @Override
            public void ended(Recipe recipe) {
                ends.add(nanoTicker.getAsLong());
            }
        });
        try (ScratchFarm farm = ScratchFarm.start(workers, renderer, clock)) {
            farm.render(workers * 2);
            ends.clear();
            farm.render(workers * segmentsPerWorker);
        }
        return new Measured(workers, segmentTime, ends.size(), rate(ends));
    }

    static double rate(Collection<Long> ends) {
        SteadyPart part = SteadyPart.of(ends);
        return part.segments() * NANOS_PER_SECOND / part.nanos();
    }
}
