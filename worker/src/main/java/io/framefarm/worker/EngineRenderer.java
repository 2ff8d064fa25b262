package io.framefarm.worker;

import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.protocol.v1.Category;
import io.framefarm.protocol.v1.Recipe;
import io.framefarm.protocol.v1.StageTime;
import io.framefarm.worker.engine.Engine;
import io.framefarm.worker.engine.Fault;
import io.framefarm.worker.engine.Frame;
import io.framefarm.worker.engine.RenderCancelledException;
import io.framefarm.worker.engine.RenderException;
import io.framefarm.worker.engine.RenderListener;
import io.framefarm.worker.engine.Stage;
import io.framefarm.worker.engine.StageTimes;
import io.framefarm.worker.intake.Cancellation;
import io.framefarm.worker.intake.RenderCancelled;
import io.framefarm.worker.intake.RenderFailure;
import io.framefarm.worker.intake.SegmentRenderer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renders segments with the engine: recipes become its recipes, and its failures those of the queue. */
public final class EngineRenderer implements SegmentRenderer {

    private static final Logger LOG = LoggerFactory.getLogger(EngineRenderer.class);

    private final Engine engine;
    private final String device;

    /**
     * Wraps an engine, which stays the caller's to close.
     *
     * @param device what the engine renders on, such as {@code CPU}
     */
    public EngineRenderer(Engine engine, String device) {
        this.engine = engine;
        this.device = device;
    }

    @Override
    public Rendering render(Recipe recipe, Progress progress, Cancellation cancellation)
            throws RenderFailure, RenderCancelled {
        List<RgbFrame> frames = new ArrayList<>(recipe.getFrames());
        RenderListener listener = new RenderListener() {
            @Override
            public void stepDone(int done, int of) {
                progress.stepDone(done, of);
            }

            @Override
            public void frame(Frame frame) {
                frames.add(frame.image());
            }
        };
        io.framefarm.worker.engine.Cancellation stop = new io.framefarm.worker.engine.Cancellation();
        cancellation.onCancel(stop::cancel);
        try {
            StageTimes times = engine.render(read(recipe), listener, stop);
            return new Rendering(frames, stages(times));
        } catch (RenderCancelledException e) {
            throw new RenderCancelled(cancellation.reason().orElse("cancelled"));
        } catch (RenderException e) {
            throw new RenderFailure(category(e.fault()), e.code(), String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void prepare(Recipe recipe) {
        try {
            engine.prepare(read(recipe), new io.framefarm.worker.engine.Cancellation());
        } catch (RenderException | RenderFailure e) {
            LOG.debug("Not prepared; it will show when it renders: {}", e.getMessage());
        }
    }

    @Override
    public Set<String> packs() {
        return engine.packs();
    }

    @Override
    public Set<String> warmPacks() {
        return engine.warmPacks();
    }

    @Override
    public String device() {
        return device;
    }

    private io.framefarm.worker.engine.Recipe read(Recipe recipe) throws RenderFailure {
        try {
            return ReadRecipe.read(recipe, engine.defaults(recipe.getModel()));
        } catch (IllegalArgumentException e) {
            throw new RenderFailure(Category.CATEGORY_USER, "RECIPE_INVALID", String.valueOf(e.getMessage()), e);
        }
    }

    private static List<StageTime> stages(StageTimes times) {
        return Arrays.stream(Stage.values())
                .map(stage -> StageTime.newBuilder()
                        .setStage(stage.name().toLowerCase(Locale.ROOT))
                        .setMicros(TimeUnit.NANOSECONDS.toMicros(times.of(stage).toNanos()))
                        .build())
                .toList();
    }

    private static Category category(Fault fault) {
        return switch (fault) {
            case USER -> Category.CATEGORY_USER;
            case RETRYABLE -> Category.CATEGORY_RETRYABLE;
            case RESOURCES -> Category.CATEGORY_RESOURCES;
            case BUG -> Category.CATEGORY_BUG;
        };
    }
}
