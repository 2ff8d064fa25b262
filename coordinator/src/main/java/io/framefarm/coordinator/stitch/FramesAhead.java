package io.framefarm.coordinator.stitch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** The next few frames of a video, made ready for the encoder while it is busy with the one before. */
final class FramesAhead {
    /** A segment's worth: 12 MiB at 512x512. With fewer the encoder waits whenever other threads are busy. */
    private static final int MAX_FRAMES = 16;

    private final Executor threads;
    private final Runnable whenReady;
    private final Queue<CompletableFuture<PreparedFrame>> frames = new ArrayDeque<>();

    FramesAhead(Executor threads, Runnable whenReady) {
        this.threads = threads;
        this.whenReady = whenReady;
    }

    /** Makes a due frame ready, on one of the threads. */
    interface Prepare {
        PreparedFrame prepare(Assembly.Due due) throws IOException;
    }

    /** Begins with as many of the next frames as are due. */
    void fill(Assembly assembly, Prepare step) {
        while (frames.size() < MAX_FRAMES) {
            Optional<Assembly.Due> due = assembly.takeNext();
            if (due.isEmpty()) {
                return;
            }
            CompletableFuture<PreparedFrame> loading =
                    CompletableFuture.supplyAsync(() -> prepared(step, due.get()), threads);
            frames.add(loading);
            // Only to be called back: what went wrong is told by take().
            var unused = loading.whenComplete((frame, problem) -> whenReady.run());
        }
    }

    private static PreparedFrame prepared(Prepare step, Assembly.Due due) {
        try {
            return step.prepare(due);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean firstIsReady() {
        CompletableFuture<PreparedFrame> first = frames.peek();
        return first != null && first.isDone();
    }

    /** The first, which is ready, or what went wrong with it. */
    PreparedFrame take() throws IOException {
        try {
            return frames.remove().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException io) {
                throw io.getCause();
            }
            throw new IllegalStateException("a frame could not be loaded", e.getCause());
        }
    }

    void clear() {
        frames.clear();
    }
}
