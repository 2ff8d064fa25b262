package io.framefarm.coordinator.stitch;

import io.framefarm.coordinator.encode.VideoFormat;
import io.framefarm.coordinator.store.StoreKey;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a video back out of the store: its render was called off while it was being published, or by somebody who had
 * not heard of that yet. Tries again until it succeeds.
 */
final class WithdrawVideo {
    private static final Logger LOG = LoggerFactory.getLogger(WithdrawVideo.class);

    private final String renderId;
    private final StitchTools tools;
    private final SerialExecutor turns;
    private int failures;
    private volatile boolean done;

    /** @param turns of the render, so that a new plan for it waits until this is done */
    WithdrawVideo(String renderId, StitchTools tools, SerialExecutor turns) {
        this.renderId = renderId;
        this.tools = tools;
        this.turns = turns;
    }

    String renderId() {
        return renderId;
    }

    void start() {
        turns.execute(this::withdraw);
    }

    private void withdraw() {
        if (done) {
            return;
        }
        try {
            for (VideoFormat format : VideoFormat.values()) {
                delete(StoreKey.ofVideo(renderId, format.extension()));
            }
            new Receipts(tools.store()).delete(renderId);
            done = true;
        } catch (IOException e) {
            failures++;
            LOG.warn("The video of render {} could not be withdrawn yet: {}", renderId, e.toString());
            tools.timer().run(this::start, tools.backoff().after(failures));
        }
    }

    /** Of whatever format, and with a receipt or without: it may have been killed between the two. */
    private void delete(StoreKey video) throws IOException {
        if (tools.store().size(video).isPresent()) {
            LOG.info("Withdrawing {}: its render was called off", video);
            tools.store().delete(video);
            tools.store().delete(StoreKey.ofManifest(video));
        }
    }

    /** Whether the store holds nothing of the render any more. */
    boolean isDone() {
        return done;
    }

    /** Somebody else does it. */
    boolean giveUp() {
        done = true;
        return true;
    }
}
