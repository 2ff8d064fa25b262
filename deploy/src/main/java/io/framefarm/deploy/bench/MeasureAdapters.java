package io.framefarm.deploy.bench;

import io.framefarm.deploy.redis.EmbeddedRedis;
import io.framefarm.deploy.redis.RedisUnavailableException;
import io.framefarm.worker.cache.Breaker;
import io.framefarm.worker.cache.CacheEvents;
import io.framefarm.worker.cache.LocalTensorCache;
import io.framefarm.worker.cache.TieredTensorCache;
import io.framefarm.worker.cache.redis.RedisAddress;
import io.framefarm.worker.cache.redis.RedisCacheConfig;
import io.framefarm.worker.cache.redis.RedisTensorCache;
import io.framefarm.worker.checkpoint.layout.ReadNetworks;
import io.framefarm.worker.checkpoint.layout.UNetConfig;
import io.framefarm.worker.engine.Cancellation;
import io.framefarm.worker.engine.Engine;
import io.framefarm.worker.engine.EngineSettings;
import io.framefarm.worker.engine.LoraUse;
import io.framefarm.worker.engine.Recipe;
import io.framefarm.worker.engine.Sampling;
import io.framefarm.worker.engine.StageTimes;
import io.framefarm.worker.engine.pack.ModelFolder;
import io.framefarm.worker.engine.pack.ModelPack;
import io.framefarm.worker.engine.pack.PackDefaults;
import io.framefarm.worker.enginebench.BenchSize;
import io.framefarm.worker.inspect.MakeCheckpoint;
import io.framefarm.worker.network.OpenNetwork;
import io.framefarm.worker.noise.NoiseKind;
import io.framefarm.worker.text.PromptSchedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Measures what it costs a worker that a segment has another LoRA than the one before. */
public final class MeasureAdapters {

    /** A word that the tokenizers of random packs know, too. */
    static final String PROMPT = "a";

    private static final int REDIS_MB = 2048;
    private static final long LOCAL_CACHE_BYTES = 256L << 20;
    private static final int SEED = 1;

    private final OpenNetwork runtime;
    private final LongSupplier nanoTicker;
    private final InstantSource clock;

    public MeasureAdapters(OpenNetwork runtime, LongSupplier nanoTicker, InstantSource clock) {
        this.runtime = runtime;
        this.nanoTicker = nanoTicker;
        this.clock = clock;
    }

    /**
     * The LoRAs that segments switch between.
     *
     * @param switches of each kind, so one more LoRA than this
     */
    public record Adapters(int rank, MakeCheckpoint.Layers layers, int switches) {
        private static final int HIGHEST_RANK = 320;

        public Adapters {
            require("rank", rank, HIGHEST_RANK);
            require("switches", switches, 100);
        }

        private static void require(String name, int value, int most) {
            if (value < 1 || value > most) {
                throw new IllegalArgumentException(name + ": " + value + " (allowed: 1 to " + most + ")");
            }
        }
    }

    /**
     * Switches to each LoRA with a worker that knows none of them, and again with another one, whom Redis has them for.
     *
     * @param pack a folder or pack.yaml; without it one of random weights in real size
     */
    public AdaptersReport measure(Optional<Path> pack, Adapters adapters, BenchSize size)
            throws IOException, RedisUnavailableException {
        try (ScratchFolder scratch = ScratchFolder.create();
                EmbeddedRedis redis = EmbeddedRedis.start(scratch.path().resolve("redis"), REDIS_MB)) {
            Path written = Files.createDirectories(scratch.path().resolve("pack"));
            if (pack.isEmpty()) {
                RandomPack.write(written, SEED);
            }
            Path loras = Files.createDirectories(scratch.path().resolve("loras"));
            ModelFolder models = ModelFolder.ofPack(pack.orElse(written), loras);
            long loraBytes = writeLoras(models, adapters, loras);
            try (RedisTensorCache far = new RedisTensorCache(
                    RedisCacheConfig.at(RedisAddress.at(redis.uri())),
                    CacheEvents.IGNORED,
                    new Breaker(1, Duration.ofSeconds(1), clock),
                    nanoTicker)) {
                return new Workers(models, far, adapters, size).measure(loraBytes);
            }
        }
    }

    private static long writeLoras(ModelFolder models, Adapters adapters, Path folder) throws IOException {
        ModelPack pack = models.pack(models.names().iterator().next());
        UNetConfig unet = ReadNetworks.unet(
                        pack.weights().base().path(), pack.weights().assumptions())
                .config();
        Path file = folder;
        for (int i = 0; i <= adapters.switches(); i++) {
            file = folder.resolve(lora(i) + ".safetensors");
            new MakeCheckpoint(SEED + i).lora(file, unet, adapters.rank(), adapters.layers());
        }
        return Files.size(file);
    }

    private static String lora(int number) {
        return "lora-" + number;
    }

    /** One worker after the other, as all have the same memory to live in. */
    private final class Workers {
        private final ModelFolder models;
        private final RedisTensorCache far;
        private final Adapters adapters;
        private final BenchSize size;

        Workers(ModelFolder models, RedisTensorCache far, Adapters adapters, BenchSize size) {
            this.models = models;
            this.far = far;
            this.adapters = adapters;
            this.size = size;
        }

        AdaptersReport measure(long loraBytes) {
            Duration start;
            List<Duration> cold;
            Duration session;
            StageTimes segment;
            try (Engine first = worker()) {
                start = prepare(first, 0);
                cold = switches(first);
                prepare(first, adapters.switches() - 1);
                session = prepare(first, adapters.switches());
                segment = first.render(recipe(first, adapters.switches()), frame -> {}, new Cancellation());
            }
            try (Engine second = worker()) {
                prepare(second, 0);
                return new AdaptersReport(adapters, loraBytes, segment, start, cold, switches(second), session);
            }
        }

        private Engine worker() {
            TieredTensorCache cache =
                    new TieredTensorCache(new LocalTensorCache(LOCAL_CACHE_BYTES, CacheEvents.IGNORED), far);
            return new Engine(models, runtime, EngineSettings.usual(), cache, nanoTicker);
        }

        private List<Duration> switches(Engine worker) {
            List<Duration> durations = new ArrayList<>();
            for (int i = 1; i <= adapters.switches(); i++) {
                durations.add(prepare(worker, i));
            }
            return durations;
        }

        private Duration prepare(Engine worker, int lora) {
            long start = nanoTicker.getAsLong();
            worker.prepare(recipe(worker, lora), new Cancellation());
            return Duration.ofNanos(nanoTicker.getAsLong() - start);
        }

        private Recipe recipe(Engine worker, int lora) {
            String pack = models.names().iterator().next();
            PackDefaults defaults = worker.defaults(pack);
            Sampling sampling =
                    new Sampling(defaults.sampler().kind(), defaults.steps(), defaults.guidance(), NoiseKind.PHILOX);
            return new Recipe(
                    pack,
                    List.of(new LoraUse(lora(lora), 1)),
                    PromptSchedule.of(PROMPT),
                    "",
                    SEED,
                    0,
                    0,
                    size.frames(),
                    size.width(),
                    size.height(),
                    sampling);
        }
    }
}
