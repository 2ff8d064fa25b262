package io.framefarm.worker.engine;

import io.framefarm.worker.cache.TensorCache;
import io.framefarm.worker.checkpoint.CheckpointException;
import io.framefarm.worker.engine.pack.ModelFolder;
import io.framefarm.worker.engine.pack.ModelPack;
import io.framefarm.worker.engine.pack.PackDefaults;
import io.framefarm.worker.engine.pack.PackException;
import io.framefarm.worker.lora.LoraMerge;
import io.framefarm.worker.lora.ScaledLora;
import io.framefarm.worker.network.NetworkException;
import io.framefarm.worker.network.NetworkStoppedException;
import io.framefarm.worker.network.OpenNetwork;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Renders recipes with the packs of a model folder. Safe for use by many threads: renders of the same model take turns
 * network by network, so that one may embed or decode while another samples.
 */
public final class Engine implements Renderer, AutoCloseable {

    private final ModelFolder models;
    private final OpenNetwork runtime;
    private final TensorCache cache;
    private final LongSupplier ticker;
    private final NetworkCache networks;
    private final CachedLoras loras;
    private final Map<String, OpenPack> packs = new ConcurrentHashMap<>();
    private final Map<String, LatentSketch> sketches = new ConcurrentHashMap<>();
    private final RecentModels bound = new RecentModels();

    /**
     * Sets the engine up; files are opened when they are first needed.
     *
     * @param cache text embeddings and LoRA factors, shared with other workers or not
     * @param ticker nanoseconds since some moment, for measuring stages
     */
    public Engine(
            ModelFolder models, OpenNetwork runtime, EngineSettings settings, TensorCache cache, LongSupplier ticker) {
        this(models, runtime, settings, cache, ticker, SwapEvents.IGNORED);
    }

    /** As the other one; {@code swaps} hears of networks that had to be made ready. */
    public Engine(
            ModelFolder models,
            OpenNetwork runtime,
            EngineSettings settings,
            TensorCache cache,
            LongSupplier ticker,
            SwapEvents swaps) {
        this.models = models;
        this.runtime = runtime;
        this.cache = cache;
        this.ticker = ticker;
        this.networks = new NetworkCache(settings.networkBytes(), swaps, ticker);
        this.loras = new CachedLoras(cache);
    }

    /** Names of the packs that it can render: those whose files are all there. */
    public Set<String> packs() {
        return models.names().stream()
                .filter(name -> models.pack(name).isComplete())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Names of the packs of which networks are ready. */
    public Set<String> warmPacks() {
        return networks.packs();
    }

    /** How a pack is used when a request does not say otherwise. */
    public PackDefaults defaults(String pack) {
        return failingAs(() -> models.pack(pack).defaults());
    }

    @Override
    public StageTimes render(Recipe recipe, RenderListener listener, Cancellation cancellation) {
        return failingAs(() -> rendering(recipe, cancellation).render(listener));
    }

    /** Makes ready what a recipe needs, its embeddings included, so that rendering it starts at once. */
    public void prepare(Recipe recipe, Cancellation cancellation) {
        failingAs(() -> {
            rendering(recipe, cancellation).prepare();
            return recipe;
        });
    }

    private Rendering rendering(Recipe recipe, Cancellation cancellation) {
        cancellation.check();
        Stopwatch stopwatch = new Stopwatch(ticker);
        OpenPack files = packs.computeIfAbsent(
                recipe.pack(), name -> stopwatch.measure(Stage.BIND, () -> OpenPack.open(models.pack(name))));
        if (recipe.frames() > files.maxFrames()) {
            throw new RenderException(
                    Fault.USER,
                    "TOO_MANY_FRAMES",
                    "frames: " + recipe.frames() + " (allowed: 1 to " + files.maxFrames()
                            + ", the positions that the motion modules of pack " + recipe.pack() + " know)");
        }
        if (recipe.draft()) {
            // Said by the first segment, although maybe only a later one decodes.
            files.requireDraftDecoder();
        }
        LoraSet set = LoraSet.of(files.pack(), recipe);
        BoundModel model =
                stopwatch.measure(Stage.BIND, () -> bound.get(recipe.pack() + " " + set.key(), () -> bind(files, set)));
        LatentSketch sketch = sketches.computeIfAbsent(recipe.pack(), name -> new LatentSketch(model.latentChannels()));
        return new Rendering(recipe, files.pack(), model, cache, cancellation, stopwatch, sketch);
    }

    private BoundModel bind(OpenPack files, LoraSet set) {
        List<ScaledLora> scaled = set.uses().stream()
                .map(use -> new ScaledLora(use.name(), loras.read(loraFile(files.pack(), use.name())), use.scale()))
                .toList();
        LoraMerge merge = LoraMerge.match(scaled, files.adaptable(), LoraMerge.Unmatched.REFUSE);
        return new FileModel(files, set, merge, networks, runtime);
    }

    private Path loraFile(ModelPack pack, String name) {
        try {
            return models.lora(pack, name);
        } catch (PackException e) {
            throw new RenderException(Fault.USER, "LORA_NOT_FOUND", String.valueOf(e.getMessage()), e);
        }
    }

    /** Turns what can go wrong below into what the queue can act on. */
    private static <T> T failingAs(Supplier<T> work) {
        try {
            return work.get();
        } catch (NetworkStoppedException e) {
            throw new RenderCancelledException();
        } catch (PackException e) {
            // Another worker may have the pack, or have it whole.
            throw new RenderException(Fault.RETRYABLE, "PACK_UNUSABLE", String.valueOf(e.getMessage()), e);
        } catch (CheckpointException e) {
            throw new RenderException(Fault.RETRYABLE, "CHECKPOINT_UNUSABLE", String.valueOf(e.getMessage()), e);
        } catch (UncheckedIOException e) {
            throw new RenderException(Fault.RETRYABLE, "FILE_UNREADABLE", String.valueOf(e.getMessage()), e);
        } catch (NetworkException e) {
            throw new RenderException(Fault.BUG, "NETWORK_FAILED", String.valueOf(e.getMessage()), e);
        } catch (OutOfMemoryError e) {
            throw new RenderException(Fault.RESOURCES, "OUT_OF_MEMORY", "not enough memory: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        networks.close();
    }
}
