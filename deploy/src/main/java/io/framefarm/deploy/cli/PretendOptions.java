package io.framefarm.deploy.cli;

import io.framefarm.deploy.RendererSource;
import io.framefarm.deploy.chaos.PretendedRendering;
import io.framefarm.worker.cache.Breaker;
import io.framefarm.worker.cache.CacheEvents;
import io.framefarm.worker.cache.TensorCache;
import io.framefarm.worker.cache.redis.RedisAddress;
import io.framefarm.worker.cache.redis.RedisCacheConfig;
import io.framefarm.worker.cache.redis.RedisTensorCache;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import picocli.CommandLine.Option;

/** A worker that only pretends to render, for suites that want everything of it but pixels. */
final class PretendOptions {

    private static final int FAILURES_BEFORE_BREAK = 3;
    private static final Duration BREAK = Duration.ofSeconds(30);

    private final InstantSource clock;

    @Option(names = "--pretend-ms", hidden = true, paramLabel = "MS", description = "How long a window takes.")
    private Optional<Long> windowMs = Optional.empty();

    @Option(
            names = "--pretend-famine",
            hidden = true,
            paramLabel = "FILE",
            description = "While it exists, whoever renders takes all the memory that there is.")
    private Optional<Path> famine = Optional.empty();

    PretendOptions(InstantSource clock) {
        this.clock = clock;
    }

    /** Empty when the worker is to render. */
    Optional<RendererSource> renderers() {
        return windowMs.map(ms -> (redis, inputs, closeLater) -> {
            Optional<RedisTensorCache> shared = redis.map(this::cache);
            shared.ifPresent(closeLater);
            return new PretendedRendering(
                    Duration.ofMillis(ms),
                    shared.<TensorCache>map(cache -> cache).orElse(TensorCache.NONE),
                    famine);
        });
    }

    private RedisTensorCache cache(RedisAddress server) {
        return new RedisTensorCache(
                RedisCacheConfig.at(server),
                CacheEvents.IGNORED,
                new Breaker(FAILURES_BEFORE_BREAK, BREAK, clock),
                System::nanoTime);
    }
}
