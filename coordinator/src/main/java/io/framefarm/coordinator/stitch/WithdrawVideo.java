package io.framefarm.coordinator.stitch;

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
    private final Receipts receipts;
    private int failures;
    private volatile boolean done;

    /** @param turns of the render, so that a new plan for it waits until this is done */
    WithdrawVideo(String renderId, StitchTools tools, SerialExecutor turns) {
        this.renderId = renderId;
        this.tools = tools;
        this.turns = turns;
        this.receipts = new Receipts(tools.store());
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
            if (receipts.withdraw(renderId)) {
                LOG.info("Withdrew the video of render {}, which was called off", renderId);
            }
            done = true;
        } catch (IOException e) {
            failures++;
            LOG.warn("The video of render {} could not be withdrawn yet: {}", renderId, e.toString());
            tools.timer().run(this::start, tools.backoff().after(failures));
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
