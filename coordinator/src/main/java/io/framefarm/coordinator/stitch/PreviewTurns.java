package io.framefarm.coordinator.stitch;

import io.framefarm.coordinator.preview.Preview;
import io.framefarm.protocol.frame.RgbFrame;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the preview beside the video: in turns of its own, on other threads, and a window behind the video at most. */
final class PreviewTurns {
    private static final int MAX_BEHIND = 16;

    private final Preview preview;
    private final SerialExecutor turns;
    private final Runnable whenCaughtUp;
    private final AtomicInteger behind = new AtomicInteger();

    PreviewTurns(Preview preview, Executor threads, Runnable whenCaughtUp) {
        this.preview = preview;
        this.turns = new SerialExecutor(threads);
        this.whenCaughtUp = whenCaughtUp;
    }

    RgbFrame shrink(RgbFrame frame) {
        return preview.shrink(frame);
    }

    boolean keepsUp() {
        return behind.get() < MAX_BEHIND;
    }

    void show(int index, RgbFrame small) {
        behind.incrementAndGet();
        turns.execute(() -> {
            try {
                preview.show(index, small);
            } finally {
                if (behind.getAndDecrement() == MAX_BEHIND) {
                    whenCaughtUp.run();
                }
            }
        });
    }

    /** No more will come. */
    void end() {
        turns.execute(preview::end);
    }

    void close() {
        turns.execute(preview::close);
    }

    /** Done when all is done that has been asked for so far. */
    CompletableFuture<Void> settled() {
        return CompletableFuture.runAsync(() -> {}, turns);
    }
}
