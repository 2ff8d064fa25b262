package io.framefarm.worker.render;

import com.google.protobuf.ByteString;
import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.protocol.v1.Category;
import io.framefarm.protocol.v1.Recipe;
import io.framefarm.protocol.v1.StageTime;
import io.framefarm.worker.cache.TensorCache;
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
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renders segments with the engine. */
public final class EngineRenderer implements SegmentRenderer {

    private static final Logger LOG = LoggerFactory.getLogger(EngineRenderer.class);

    /** The control images of two windows of 512 x 512 pixels. */
    private static final long KEPT_INPUT_BYTES = 32L * 512 * 512 * 3;

    private static final int MAX_LORAS_NAMED = 100;

    private final Engine engine;
    private final ModelHashes files;
    private final LoadInputs inputs;
    private final String device;
    private final TensorCache shared;
    private final boolean sketches;
    private final Map<String, List<String>> loras;

    /** As the other one; draws no sketches. */
    public EngineRenderer(Engine engine, ModelFolder models, InputStore inputs, String device, TensorCache shared) {
        this(engine, models, inputs, device, shared, false);
    }

    /**
     * Puts the engine behind the queue.
     *
     * @param models that the engine opens
     * @param inputs where the images of recipes lie
     * @param device on what it runs, for people
     * @param shared what all workers share
     * @param sketches whether to draw what each step has come to
     */
    public EngineRenderer(
            Engine engine, ModelFolder models, InputStore inputs, String device, TensorCache shared, boolean sketches) {
        this.engine = engine;
        this.files = new ModelHashes(models);
        this.inputs = new LoadInputs(inputs, KEPT_INPUT_BYTES);
        this.device = device;
        this.shared = shared;
        this.sketches = sketches;
        this.loras = models.names().stream()
                .collect(Collectors.toUnmodifiableMap(name -> name, name -> firstOf(models.loras(models.pack(name)))));
    }

    /** Heartbeats name them, and must stay small. */
    private static List<String> firstOf(List<String> names) {
        return names.subList(0, Math.min(MAX_LORAS_NAMED, names.size()));
    }

    @Override
    public Rendering render(Recipe recipe, List<ByteString> latents, Progress progress, Cancellation cancellation)
            throws RenderFailure, RenderCancelled {
        io.framefarm.worker.engine.Cancellation stop = new io.framefarm.worker.engine.Cancellation();
        cancellation.onCancel(stop::cancel);
        Collected collected = new Collected(progress, sketches);
        try {
            StageTimes times = engine.render(read(recipe, latents), collected, stop);
            return new Rendering(collected.frames, stages(times), files.of(recipe), collected.latents);
        } catch (RenderCancelledException e) {
            throw new RenderCancelled(cancellation.reason().orElse("the engine was stopped"));
        } catch (RenderException e) {
            throw new RenderFailure(category(e.fault()), e.code(), String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void prepare(Recipe recipe) {
        try {
            engine.prepare(read(recipe, List.of()), new io.framefarm.worker.engine.Cancellation());
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
    public Map<String, List<String>> loras() {
        return loras;
    }

    @Override
    public TensorCache shared() {
        return shared;
    }

    @Override
    public String device() {
        return device;
    }

    private io.framefarm.worker.engine.Recipe read(Recipe recipe, List<ByteString> latents) throws RenderFailure {
        try {
            return ReadRecipe.of(recipe, engine.defaults(recipe.getModel()), ReadGuides.of(recipe, inputs), latents);
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

    /** What comes out of a recipe, on its way into messages. */
    private static final class Collected implements RenderListener {

        private final Progress progress;
        private final boolean sketches;
        private final List<RgbFrame> frames = new ArrayList<>();
        private ByteString latents = ByteString.EMPTY;

        Collected(Progress progress, boolean sketches) {
            this.progress = progress;
            this.sketches = sketches;
        }

        @Override
        public void stepDone(int done, int of) {
            progress.stepDone(done, of);
        }

        @Override
        public boolean sketches() {
            return sketches;
        }

        @Override
        public void sketch(RgbFrame picture) {
            progress.sketched(picture);
        }

        @Override
        public void latents(float[] values) {
            latents = LatentBytes.of(values);
        }

        @Override
        public void frame(Frame frame) {
            frames.add(frame.image());
        }
    }
}
