package io.framefarm.coordinator.http.videos;

import io.framefarm.coordinator.plan.ResolveRequest;
import io.framefarm.coordinator.view.RenderView;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.RenderStatus;
import io.framefarm.protocol.v1.Shot;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A render as a video of OpenAI's API. */
final class VideoJson {
    /** The label by which a remix remembers what it was made of. */
    static final String REMIXED_FROM = "remixed_from_video_id";

    private VideoJson() {}

    static JsonObject of(RenderView render, Optional<RenderRequest> request) {
        RenderStatus status = render.status();
        return new JsonObject()
                .put("id", render.id())
                .put("object", "video")
                .put("model", status.getModel())
                .put("status", state(status))
                .put("progress", progress(status))
                .put("created_at", status.getAcceptedAtMs() / 1000)
                .put("completed_at", status.hasVideo() ? status.getEndedAtMs() / 1000 : null)
                .put("expires_at", null)
                .put("prompt", request.map(VideoJson::prompt).orElse(null))
                .put("size", request.map(VideoJson::size).orElse(null))
                .put("seconds", request.map(known -> seconds(status, known)).orElse(null))
                .put(
                        "remixed_from_video_id",
                        request.map(VideoJson::remixedFrom).orElse(null))
                .put("error", error(status));
    }

    private static String state(RenderStatus status) {
        return switch (status.getState()) {
            case RENDER_STATE_QUEUED, RENDER_STATE_UNSPECIFIED, UNRECOGNIZED -> "queued";
            case RENDER_STATE_PAUSED -> status.getFramesRendered() == 0 ? "queued" : "in_progress";
            case RENDER_STATE_RENDERING, RENDER_STATE_STITCHING -> "in_progress";
            case RENDER_STATE_DONE -> "completed";
            case RENDER_STATE_FAILED, RENDER_STATE_CANCELLED -> "failed";
        };
    }

    /** Rendering is most of the work; 100 means that the video is there. */
    private static int progress(RenderStatus status) {
        if (status.getState() == RenderState.RENDER_STATE_DONE) {
            return 100;
        }
        int total = Math.max(1, status.getFramesTotal());
        return (int) (90L * status.getFramesRendered() / total
                + 9L * status.getFramesEncoded() / Math.max(1, status.getVideoFrames()));
    }

    static String prompt(RenderRequest request) {
        Shot first = request.getShots(0);
        return first.getPromptsCount() > 0 ? first.getPrompts(0).getPrompt() : first.getPrompt();
    }

    private static String size(RenderRequest request) {
        int upscale = Math.max(1, request.getOutput().getUpscale());
        return request.getWidth() * upscale + "x" + request.getHeight() * upscale;
    }

    private static String seconds(RenderStatus status, RenderRequest request) {
        int fps = ResolveRequest.resolve(status.getRenderId(), request).getFps();
        int frames = status.getVideoFrames();
        return frames % fps == 0 ? Integer.toString(frames / fps) : Double.toString((double) frames / fps);
    }

    private static @Nullable String remixedFrom(RenderRequest request) {
        return request.getLabelsMap().get(REMIXED_FROM);
    }

    private static @Nullable JsonObject error(RenderStatus status) {
        if (status.getState() == RenderState.RENDER_STATE_CANCELLED) {
            return new JsonObject().put("code", "cancelled").put("message", "the render was cancelled");
        }
        return status.hasFailure()
                ? new JsonObject()
                        .put("code", status.getFailure().getCode())
                        .put("message", status.getFailure().getMessage())
                : null;
    }
}
