package io.framefarm.coordinator.http.renders;

import io.framefarm.coordinator.http.exchange.Answers;
import io.framefarm.coordinator.http.exchange.ProblemException;
import io.framefarm.coordinator.http.exchange.ProblemType;
import io.framefarm.coordinator.http.exchange.Query;
import io.framefarm.coordinator.picture.VideoPictures;
import io.framefarm.coordinator.view.RenderView;
import io.framefarm.protocol.v1.VideoReady;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;

/** Thumbnails and sheets of finished videos. Few are made at a time, and those of late are kept. */
public final class SendPictures {
    private static final int MAX_ASKED_AT_ONCE = 64;
    private static final int MAX_FRAME = 1 << 20;
    private static final int WIDTH = 320;
    private static final int MAX_WIDTH = 2048;
    private static final Duration TRY_AGAIN = Duration.ofSeconds(2);

    private final VideoPictures pictures;
    private final WorkerExecutor makers;
    private final KeptPictures kept;
    private final Semaphore room = new Semaphore(MAX_ASKED_AT_ONCE);

    public SendPictures(VideoPictures pictures, WorkerExecutor makers, KeptPictures kept) {
        this.pictures = pictures;
        this.makers = makers;
        this.kept = kept;
    }

    /** With the parameters {@code frame} and {@code width}. */
    void frame(RoutingContext exchange, RenderView render) {
        Query query = new Query(exchange, Set.of("frame", "width"));
        picture(exchange, render, query.whole("frame", 0, 0, MAX_FRAME), query.whole("width", WIDTH, 16, MAX_WIDTH));
    }

    public void thumbnail(RoutingContext exchange, RenderView render) {
        picture(exchange, render, 0, MAX_WIDTH);
    }

    private void picture(RoutingContext exchange, RenderView render, int frame, int width) {
        VideoReady video = video(render);
        answer(exchange, video, "frame " + frame + " width " + width, () -> pictures.frame(video, frame, width));
    }

    public void spritesheet(RoutingContext exchange, RenderView render) {
        VideoReady video = video(render);
        answer(exchange, video, "sheet", () -> Optional.of(pictures.sheet(video)));
    }

    private static VideoReady video(RenderView render) {
        VideoReady video = render.status().getVideo();
        if (!render.status().hasVideo()) {
            throw ProblemException.notFound("render " + render.id() + " has no video yet");
        }
        if (!video.getContentType().startsWith("video/")
                && !video.getContentType().equals("image/gif")) {
            throw ProblemException.notFound("there are no pictures of " + video.getContentType());
        }
        return video;
    }

    private void answer(RoutingContext exchange, VideoReady video, String what, Callable<Optional<byte[]>> make) {
        String key = RenderJson.hex(video.getSha256()) + " " + what;
        Optional<byte[]> before = kept.find(key);
        if (before.isPresent()) {
            send(exchange, before.get());
            return;
        }
        if (!room.tryAcquire()) {
            throw ProblemException.later(ProblemType.UNAVAILABLE, "too many pictures are asked for", TRY_AGAIN);
        }
        makers.executeBlocking(make, false)
                .onComplete(done -> room.release())
                .map(made -> {
                    byte[] picture = made.orElseThrow(() -> ProblemException.notFound(
                            "the video has no such frame (it has " + video.getFrames() + ")"));
                    kept.put(key, picture);
                    send(exchange, picture);
                    return picture;
                })
                .onFailure(failure ->
                        exchange.fail(failure instanceof IOException ? DownloadVideo.problem(failure) : failure));
    }

    private static void send(RoutingContext exchange, byte[] picture) {
        exchange.response().putHeader("Cache-Control", "private, max-age=3600");
        Answers.bytes(exchange, 200, "image/jpeg", Buffer.buffer(picture));
    }
}
