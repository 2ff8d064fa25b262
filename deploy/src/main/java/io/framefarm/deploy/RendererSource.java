package io.framefarm.deploy;

import io.framefarm.worker.cache.redis.RedisAddress;
import io.framefarm.worker.intake.SegmentRenderer;
import java.util.Optional;
import java.util.function.Consumer;

/** Opens what the workers of this process render with, all with the same. */
public interface RendererSource {

    /**
     * Opens a renderer.
     *
     * @param redis the cache that the workers share, if there is one
     * @param closeLater takes what is to be closed after the workers have stopped
     */
    SegmentRenderer open(Optional<RedisAddress> redis, Consumer<AutoCloseable> closeLater);
}
