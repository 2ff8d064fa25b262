package io.framefarm.coordinator.stitch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** The next few frames of a video, loaded while the encoder is busy with the one before. */
final class FramesAhead {
    /** A segment's worth: 12 MiB at 512x512. With fewer the encoder waits whenever other threads are busy. */
    private static final int MAX_FRAMES = 16;

    private final LoadFrame loader;
    private final Executor threads;
    private final Runnable whenLoaded;
    private final Queue<CompletableFuture<LoadedFrame>> frames = new ArrayDeque<>();

    FramesAhead(LoadFrame loader, Executor threads, Runnable whenLoaded) {
        this.loader = loader;
        this.threads = threads;
        this.whenLoaded = whenLoaded;
    }

    void fill(Assembly assembly) {
        while (frames.size() < MAX_FRAMES) {
            Optional<Assembly.Due> due = assembly.takeNext();
            if (due.isEmpty()) {
                return;
            }
            CompletableFuture<LoadedFrame> loading = CompletableFuture.supplyAsync(() -> load(due.get()), threads);
            frames.add(loading);
            // Only to be called back: what went wrong is told by take().
            var unused = loading.whenComplete((frame, problem) -> whenLoaded.run());
        }
    }

    private LoadedFrame load(Assembly.Due due) {
        try {
            return loader.load(due);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean firstIsLoaded() {
        CompletableFuture<LoadedFrame> first = frames.peek();
        return first != null && first.isDone();
    }

    /** The first, which is loaded, or what went wrong with it. */
    LoadedFrame take() throws IOException {
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
