package io.framefarm.deploy.bench;

import io.framefarm.deploy.RendererSource;
import io.framefarm.protocol.Limits;
import io.framefarm.protocol.v1.Continuity;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.Shot;
import io.framefarm.worker.runtime.RunListener;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Which part of the time one worker of a whole farm is inside inference while there is always a next segment. */
public final class MeasureBusy {

    /** With fewer there is nothing between the first and the last fifth of them. */
    public static final int FEWEST_SEGMENTS = 4;

    private static final int SEGMENTS_PER_RENDER = 4;

    /** The first and last fifth of the segments are left out: the queue fills and empties there. */
    private static final double MARGIN = 0.2;

    private final LongSupplier nanoTicker;
    private final InstantSource clock;

    public MeasureBusy(LongSupplier nanoTicker, InstantSource clock) {
        this.nanoTicker = nanoTicker;
        this.clock = clock;
    }

    /** What is rendered: segments of 16 frames, some for each prompt. */
    public record Load(String pack, int width, int height, int segments) {}

    /**
     * What the worker's time went into between the first and the last fifth of the segments.
     *
     * @param segments that this was
     * @param inference share of the time in which ONNX Runtime ran a network, on whichever thread
     * @param beside share in which a segment was being rendered, but no network ran
     */
    public record Measured(int segments, Duration time, double inference, double beside) {

        /** Share in which no segment was being rendered. */
        public double between() {
            return 1 - inference - beside;
        }
    }

    /**
     * Renders the load in a farm of its own.
     *
     * @param engine opens what the worker renders with, and tells its listener of each run of a network
     */
    public Measured measure(Function<RunListener, RendererSource> engine, Load load) {
        Watch watch = new Watch(nanoTicker);
        RendererSource source = engine.apply(watch.networks());
        RendererSource watched = (redis, inputs, closeLater) ->
                new WatchedRenderer(source.open(redis, inputs, closeLater), watch.segments());
        try (ScratchFarm farm = ScratchFarm.start(1, watched, clock)) {
            render(farm, load, SEGMENTS_PER_RENDER);
            watch.ends.clear();
            render(farm, load, load.segments());
        }
        return watch.measured();
    }

    private static void render(ScratchFarm farm, Load load, int segments) {
        List<String> ids = new ArrayList<>();
        for (int done = 0; done < segments; done += SEGMENTS_PER_RENDER) {
            int now = Math.min(SEGMENTS_PER_RENDER, segments - done);
            ids.add(farm.submit(RenderRequest.newBuilder()
                    .setModel(load.pack())
                    .setSeed(1L + done)
                    .setWidth(load.width())
                    .setHeight(load.height())
                    .addShots(Shot.newBuilder()
                            .setPrompt("measurement " + segments + " " + done)
                            .setContinuity(Continuity.CONTINUITY_CUT)
                            .setFrames(now * Limits.WINDOW_FRAMES))));
        }
        farm.awaitDone(ids);
    }

    /** Hears of networks and segments. */
    static final class Watch {
        private final LongSupplier nanoTicker;
        private final BusySpans inference;
        private final BusySpans anything;
        private final Queue<Long> ends = new ConcurrentLinkedQueue<>();

        Watch(LongSupplier nanoTicker) {
            this.nanoTicker = nanoTicker;
            this.inference = new BusySpans(nanoTicker);
            this.anything = new BusySpans(nanoTicker);
        }

        RunListener networks() {
            return new RunListener() {
                @Override
                public void began() {
                    anything.began();
                    inference.began();
                }

                @Override
                public void ended() {
                    inference.ended();
                    anything.ended();
                }
            };
        }

        RunListener segments() {
            return new RunListener() {
                @Override
                public void began() {
                    anything.began();
                }

                @Override
                public void ended() {
                    anything.ended();
                    ends.add(nanoTicker.getAsLong());
                }
            };
        }

        Measured measured() {
            List<Long> sorted = ends.stream().sorted().toList();
            int from = (int) (sorted.size() * MARGIN);
            int to = sorted.size() - 1 - from;
            if (to <= from) {
                throw new IllegalArgumentException(sorted.size() + " segments are too few to measure shares of time");
            }
            long start = sorted.get(from);
            long end = sorted.get(to);
            double busy = inference.share(start, end);
            return new Measured(to - from, Duration.ofNanos(end - start), busy, anything.share(start, end) - busy);
        }
    }
}
