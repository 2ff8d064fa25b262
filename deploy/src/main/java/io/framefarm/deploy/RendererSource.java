package io.framefarm.deploy;

import io.framefarm.worker.cache.redis.RedisAddress;
import io.framefarm.worker.intake.SegmentRenderer;
import io.framefarm.worker.render.InputStore;
import java.util.Optional;
import java.util.function.Consumer;

/** Opens what the workers of this process render with, all with the same. */
public interface RendererSource {

    /**
     * Opens a renderer.
     *
     * @param redis the cache that the workers share, if there is one
     * @param inputs where the images of requests lie
     * @param closeLater takes what is to be closed after the workers have stopped
     */
    SegmentRenderer open(Optional<RedisAddress> redis, InputStore inputs, Consumer<AutoCloseable> closeLater);
}
