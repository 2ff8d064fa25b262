package io.framefarm.worker;

import io.framefarm.worker.cache.Breaker;
import io.framefarm.worker.cache.CacheEvents;
import io.framefarm.worker.cache.LocalTensorCache;
import io.framefarm.worker.cache.TensorCache;
import io.framefarm.worker.cache.TieredTensorCache;
import io.framefarm.worker.cache.redis.RedisCacheConfig;
import io.framefarm.worker.cache.redis.RedisTensorCache;
import io.framefarm.worker.engine.Engine;
import io.framefarm.worker.engine.EngineSettings;
import io.framefarm.worker.engine.SwapEvents;
import io.framefarm.worker.engine.pack.ModelFolder;
import io.framefarm.worker.intake.SegmentRenderer;
import io.framefarm.worker.render.EngineRenderer;
import io.framefarm.worker.render.InputStore;
import io.framefarm.worker.runtime.OnnxRuntime;
import io.framefarm.worker.runtime.RunListener;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** The engine of a worker, wired: model folder, ONNX Runtime, and the cache with its tier in Redis if there is one. */
public final class WorkerEngine implements AutoCloseable {

    private static final int REDIS_FAILURES_BEFORE_BREAK = 3;
    private static final Duration REDIS_BREAK = Duration.ofSeconds(30);

    private final Optional<RedisTensorCache> redis;
    private final ModelFolder models;
    private final Engine engine;
    private final String device;
    private final boolean sketches;

    public WorkerEngine(EngineConfig config, CacheEvents cacheEvents, InstantSource clock) {
        this(config, cacheEvents, SwapEvents.IGNORED, clock);
    }

    /** Opens the runtime, and models when they are first needed; both kinds of events are for counting. */
    public WorkerEngine(EngineConfig config, CacheEvents cacheEvents, SwapEvents swapEvents, InstantSource clock) {
        this(config, cacheEvents, swapEvents, RunListener.IGNORED, clock);
    }

    /** As the other ones; {@code runs} hears when networks run. */
    public WorkerEngine(
            EngineConfig config,
            CacheEvents cacheEvents,
            SwapEvents swapEvents,
            RunListener runs,
            InstantSource clock) {
        this.redis = config.redis()
                .map(server -> new RedisTensorCache(
                        RedisCacheConfig.at(server),
                        cacheEvents,
                        new Breaker(REDIS_FAILURES_BEFORE_BREAK, REDIS_BREAK, clock),
                        System::nanoTime));
        LocalTensorCache local = new LocalTensorCache(config.localCacheBytes(), cacheEvents);
        TensorCache cache =
                redis.<TensorCache>map(far -> new TieredTensorCache(local, far)).orElse(local);
        OnnxRuntime runtime = new OnnxRuntime(config.runtime(), runs);
        this.device = runtime.provider().provider() + " (" + runtime.provider().reason() + ")";
        this.sketches = config.sketches();
        this.models = ModelFolder.read(config.models());
        this.engine = new Engine(
                models, runtime, new EngineSettings(config.networkBytes()), cache, System::nanoTime, swapEvents);
    }

    public Engine engine() {
        return engine;
    }

    /** Renders with images from this store. */
    public SegmentRenderer renderer(InputStore inputs) {
        return new EngineRenderer(
                engine,
                models,
                inputs,
                device,
                redis.<TensorCache>map(shared -> shared).orElse(TensorCache.NONE),
                sketches);
    }

    /** On what it runs and why, for people. */
    public String device() {
        return device;
    }

    @Override
    public void close() {
        engine.close();
        redis.ifPresent(RedisTensorCache::close);
    }
}
