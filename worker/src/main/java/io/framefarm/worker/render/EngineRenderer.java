package io.framefarm.worker.render;

import io.framefarm.protocol.Windows;
import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.protocol.v1.Category;
import io.framefarm.protocol.v1.Recipe;
import io.framefarm.protocol.v1.StageTime;
import io.framefarm.protocol.v1.Window;
import io.framefarm.worker.engine.Engine;
import io.framefarm.worker.engine.Fault;
import io.framefarm.worker.engine.Frame;
import io.framefarm.worker.engine.RenderCancelledException;
import io.framefarm.worker.engine.RenderException;
import io.framefarm.worker.engine.RenderListener;
import io.framefarm.worker.engine.Stage;
import io.framefarm.worker.engine.StageTimes;
import io.framefarm.worker.engine.pack.ModelFolder;
import io.framefarm.worker.intake.Cancellation;
import io.framefarm.worker.intake.RenderCancelled;
import io.framefarm.worker.intake.RenderFailure;
import io.framefarm.worker.intake.SegmentRenderer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renders segments with the engine. */
public final class EngineRenderer implements SegmentRenderer {

    private static final Logger LOG = LoggerFactory.getLogger(EngineRenderer.class);

    private final Engine engine;
    private final ModelHashes files;
    private final String device;

    /**
     * Puts the engine behind the queue.
     *
     * @param models that the engine opens
     * @param device on what it runs, for people
     */
    public EngineRenderer(Engine engine, ModelFolder models, String device) {
        this.engine = engine;
        this.files = new ModelHashes(models);
        this.device = device;
    }

    @Override
    public Rendering render(Recipe recipe, Progress progress, Cancellation cancellation)
            throws RenderFailure, RenderCancelled {
        io.framefarm.worker.engine.Cancellation stop = new io.framefarm.worker.engine.Cancellation();
        cancellation.onCancel(stop::cancel);
        Collected collected = new Collected(progress, Windows.published(recipe), new ArrayList<>());
        try {
            StageTimes times = engine.render(read(recipe), collected, stop);
            return new Rendering(collected.frames(), stages(times), files.of(recipe));
        } catch (RenderCancelledException e) {
            throw new RenderCancelled(cancellation.reason().orElse("the engine was stopped"));
        } catch (RenderException e) {
            throw new RenderFailure(category(e.fault()), e.code(), String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void prepare(Recipe recipe) {
        try {
            engine.prepare(read(recipe), new io.framefarm.worker.engine.Cancellation());
        } catch (RenderFailure | RenderException e) {
            LOG.info("A recipe could not be prepared, which will show when it is rendered: {}", e.getMessage());
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
            return ReadRecipe.of(recipe, engine.defaults(recipe.getModel()));
        } catch (IllegalArgumentException e) {
            throw new RenderFailure(Category.CATEGORY_USER, "RECIPE_INVALID", String.valueOf(e.getMessage()), e);
        }
    }

    private static List<StageTime> stages(StageTimes times) {
        List<StageTime> stages = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            stages.add(StageTime.newBuilder()
                    .setStage(stage.name().toLowerCase(Locale.ROOT))
                    .setMicros(times.of(stage).toNanos() / 1000)
                    .build());
        }
        return stages;
    }

    private static Category category(Fault fault) {
        return switch (fault) {
            case USER -> Category.CATEGORY_USER;
            case RETRYABLE -> Category.CATEGORY_RETRYABLE;
            case RESOURCES -> Category.CATEGORY_RESOURCES;
            case BUG -> Category.CATEGORY_BUG;
        };
    }

    private record Collected(Progress progress, Window published, List<RgbFrame> frames) implements RenderListener {

        @Override
        public void stepDone(int done, int of) {
            progress.stepDone(done, of);
        }

        @Override
        public void frame(Frame frame) {
            if (Windows.place(published, frame.index(), 0) >= 0) {
                frames.add(frame.image());
            }
        }
    }
}
