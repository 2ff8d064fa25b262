package io.framefarm.deploy.bench;

import io.framefarm.deploy.RendererSource;
import io.framefarm.protocol.InvalidRequestException;
import io.framefarm.protocol.Limits;
import io.framefarm.protocol.Problem;
import io.framefarm.protocol.RequestValidation;
import io.framefarm.protocol.v1.Continuity;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.Shot;
import io.framefarm.worker.intake.SegmentRenderer;
import io.framefarm.worker.runtime.RunListener;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Which part of the time one worker of a whole farm is inside inference while there is always a next segment. */
public final class MeasureBusy {

    /** With fewer there is nothing between the first and the last fifth of them. */
    public static final int FEWEST_SEGMENTS = 4;

    private static final int SEGMENTS_PER_RENDER = 4;

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
     * @throws InvalidRequestException for a size that no request may have
     * @throws IllegalArgumentException for a pack that is not there
     */
    public Measured measure(Function<RunListener, RendererSource> engine, Load load) {
        Watch watch = new Watch(nanoTicker);
        RendererSource source = engine.apply(watch.networks());
        requireValid(load);
        RendererSource watched = (redis, inputs, closeLater) -> {
            SegmentRenderer renderer = source.open(redis, inputs, closeLater);
            requireKnown(load.pack(), renderer.packs());
            return new WatchedRenderer(renderer, watch.segments());
        };
        try (ScratchFarm farm = ScratchFarm.start(1, watched, clock)) {
            render(farm, load, SEGMENTS_PER_RENDER);
            watch.ends.clear();
            render(farm, load, load.segments());
        }
        return watch.measured();
    }

    private static void requireValid(Load load) {
        List<Problem> problems =
                RequestValidation.problems(request(load, 0, load.segments()).build());
        if (!problems.isEmpty()) {
            throw new InvalidRequestException(problems);
        }
    }

    private static void requireKnown(String pack, Set<String> packs) {
        if (!packs.contains(pack)) {
            throw new IllegalArgumentException("pack " + pack + ": there are " + new TreeSet<>(packs));
        }
    }

    private static void render(ScratchFarm farm, Load load, int segments) {
        List<String> ids = new ArrayList<>();
        for (int done = 0; done < segments; done += SEGMENTS_PER_RENDER) {
            ids.add(farm.submit(request(load, done, segments)));
        }
        farm.awaitDone(ids);
    }

    /** The next render when so many segments of all have been asked for. */
    private static RenderRequest.Builder request(Load load, int done, int segments) {
        return RenderRequest.newBuilder()
                .setModel(load.pack())
                .setSeed(1L + done)
                .setWidth(load.width())
                .setHeight(load.height())
                .addShots(Shot.newBuilder()
                        .setPrompt("measurement " + segments + " " + done)
                        .setContinuity(Continuity.CONTINUITY_CUT)
                        .setFrames(Math.min(SEGMENTS_PER_RENDER, segments - done) * Limits.WINDOW_FRAMES));
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
            SteadyPart part = SteadyPart.of(ends);
            double busy = inference.share(part.start(), part.end());
            double rendering = anything.share(part.start(), part.end());
            return new Measured(part.segments(), Duration.ofNanos(part.nanos()), busy, rendering - busy);
        }
    }
}
