package io.framefarm.coordinator.http.renders;

import io.framefarm.coordinator.http.exchange.ProblemException;
import io.framefarm.coordinator.http.exchange.ProblemType;
import io.framefarm.coordinator.store.StoreKey;
import io.framefarm.coordinator.store.VideoStore;
import io.framefarm.coordinator.view.RenderView;
import io.framefarm.protocol.v1.VideoReady;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Sends finished videos out of the store, whole or by range; the tag is the SHA-256 of the file. */
public final class DownloadVideo {
    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

    private final VideoStore store;
    private final WorkerExecutor readers;
    private final Semaphore room;

    /**
     * @param readers threads that may wait for the store
     * @param maxAtOnce downloads under way, however slow their readers
     */
    public DownloadVideo(VideoStore store, WorkerExecutor readers, int maxAtOnce) {
        this.store = store;
        this.readers = readers;
        this.room = new Semaphore(maxAtOnce);
    }

    public void answer(RoutingContext exchange, RenderView render) {
        if (!render.status().hasVideo()) {
            throw new ProblemException(
                    ProblemType.CONFLICT,
                    "render %s is %s and has no video".formatted(render.id(), RenderJson.state(render.status())));
        }
        VideoReady video = render.status().getVideo();
        String tag = '"' + RenderJson.hex(video.getSha256()) + '"';
        HttpServerRequest request = exchange.request();
        HttpServerResponse response = exchange.response()
                .putHeader("ETag", tag)
                .putHeader("Accept-Ranges", "bytes")
                .putHeader("Cache-Control", "private, no-cache");
        if (names(request.getHeader("If-None-Match"), tag)) {
            response.setStatusCode(304).end();
            return;
        }
        long size = video.getSizeBytes();
        Optional<ByteRange> range = range(request, tag, response, size);
        ByteRange bytes = range.orElse(new ByteRange(0, size - 1));
        response.setStatusCode(range.isPresent() ? 206 : 200)
                .putHeader("Content-Type", video.getContentType())
                .putHeader("Content-Length", Long.toString(bytes.length()))
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Disposition", "inline; filename=\"" + fileName(video) + '"');
        range.ifPresent(part ->
                response.putHeader("Content-Range", "bytes %d-%d/%d".formatted(part.first(), part.last(), size)));
        if (request.method().equals(HttpMethod.HEAD) || size == 0) {
            response.end();
        } else {
            send(exchange, new StoreKey(video.getKey()), bytes);
        }
    }

    /** A range of another version of the file would not fit to what the caller has. */
    private static Optional<ByteRange> range(
            HttpServerRequest request, String tag, HttpServerResponse response, long size) {
        String onlyOf = request.getHeader("If-Range");
        if (onlyOf != null && !onlyOf.equals(tag)) {
            return Optional.empty();
        }
        try {
            return ByteRange.of(request.getHeader("Range"), size);
        } catch (ProblemException outside) {
            response.putHeader("Content-Range", "bytes */" + size);
            throw outside;
        }
    }

    private void send(RoutingContext exchange, StoreKey key, ByteRange bytes) {
        if (!room.tryAcquire()) {
            throw ProblemException.later(ProblemType.UNAVAILABLE, "too many downloads are under way", TRY_AGAIN);
        }
        readers.executeBlocking(() -> store.read(key, bytes.first()), false)
                .compose(in -> new SendStream(readers, in, exchange.response(), bytes.length()).send())
                .recover(failure -> Future.failedFuture(problem(failure)))
                .onComplete(done -> room.release())
                .onFailure(failure -> giveUp(exchange, failure));
    }

    static Throwable problem(Throwable failure) {
        if (failure instanceof FileNotFoundException) {
            return ProblemException.notFound("the video is not in the store any more");
        }
        return failure instanceof IOException
                ? ProblemException.later(
                        ProblemType.UNAVAILABLE, "the video store does not answer: " + failure.getMessage(), TRY_AGAIN)
                : failure;
    }

    private static void giveUp(RoutingContext exchange, Throwable failure) {
        HttpServerResponse response = exchange.response();
        if (response.headWritten()) {
            response.reset(); // the length is promised: only a broken connection says that it is not all
        } else {
            response.headers().remove("Content-Length").remove("Content-Range").remove("ETag");
            exchange.fail(failure);
        }
    }

    private static boolean names(@Nullable String header, String tag) {
        return header != null
                && Arrays.stream(header.split(",", -1))
                        .map(each -> each.strip().replaceFirst("^W/", ""))
                        .anyMatch(each -> each.equals(tag) || each.equals("*"));
    }

    private static String fileName(VideoReady video) {
        return video.getKey().substring(video.getKey().lastIndexOf('/') + 1);
    }
}
