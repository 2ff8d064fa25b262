package io.framefarm.coordinator.plan;

import io.framefarm.protocol.Limits;
import io.framefarm.protocol.RequestValidation;
import io.framefarm.protocol.v1.Recipe;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.Shot;
import java.util.function.LongSupplier;

/** Measures how fast requests become recipes: validation, resolution, windows, and every recipe built. */
public final class PlanningRate {
    private static final int SHOTS = 4;
    private static final int FRAMES_PER_SHOT = 256;

    private final LongSupplier nanoTicker;

    public PlanningRate(LongSupplier nanoTicker) {
        this.nanoTicker = nanoTicker;
    }

    /** What was planned in which time; {@code recipeBytes} shows that the work was done. */
    public record Measured(long segments, long nanos, long recipeBytes) {
        public double segmentsPerSecond() {
            return segments * 1e9 / Math.max(1, nanos);
        }
    }

    /** Plans renders of 64 segments until at least this many segments are planned. */
    public Measured measure(long segments) {
        long planned = 0;
        long bytes = 0;
        long start = nanoTicker.getAsLong();
        for (int render = 0; planned < segments; render++) {
            RenderRequest request = request(render);
            if (!RequestValidation.problems(request).isEmpty()) {
                throw new IllegalStateException("the measured request is invalid");
            }
            RenderPlan plan = PlanSegments.plan(ResolveRequest.resolve("measured-" + render, request));
            for (int shot = 0; shot < plan.shots(); shot++) {
                for (int segment = 0; segment < plan.segments(shot); segment++) {
                    Recipe recipe = plan.recipe(shot, segment);
                    bytes += recipe.getSerializedSize();
                    planned++;
                }
            }
        }
        return new Measured(planned, nanoTicker.getAsLong() - start, bytes);
    }

    private static RenderRequest request(int number) {
        RenderRequest.Builder request = RenderRequest.newBuilder()
                .setProducer("producer-" + number % 3)
                .setModel("measured")
                .setWidth(Limits.MIN_SIDE)
                .setHeight(Limits.MIN_SIDE);
        for (int shot = 0; shot < SHOTS; shot++) {
            request.addShots(Shot.newBuilder()
                    .setPrompt("a lighthouse at dusk, waves, wide shot, number " + shot)
                    .setFrames(FRAMES_PER_SHOT));
        }
        return request.build();
    }
}
