package io.framefarm.coordinator.http.renders;

import com.google.protobuf.ByteString;
import com.google.protobuf.ProtocolMessageEnum;
import io.framefarm.coordinator.http.exchange.Times;
import io.framefarm.coordinator.view.RenderView;
import io.framefarm.protocol.v1.Failure;
import io.framefarm.protocol.v1.RenderStatus;
import io.framefarm.protocol.v1.SegmentState;
import io.framefarm.protocol.v1.SegmentStatus;
import io.framefarm.protocol.v1.VideoReady;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A render as lists, events and its own page show it. */
public final class RenderJson {
    private RenderJson() {}

    /** The same as text, which is made once for each change. */
    public static String text(RenderView render) {
        return render.text(changed -> of(changed).encode());
    }

    /** The same of what no board has seen. */
    public static String text(RenderStatus status) {
        return of(status).encode();
    }

    public static JsonObject of(RenderView render) {
        return of(render.status());
    }

    private static JsonObject of(RenderStatus status) {
        return new JsonObject()
                .put("id", status.getRenderId())
                .put("state", state(status))
                .put("producer", status.getProducer())
                .put("model", status.getModel())
                .put("priority", status.getPriority())
                .put("frames", frames(status))
                .put("segments", segments(status))
                .put("waiting_for", status.getWaitingFor().isEmpty() ? null : status.getWaitingFor())
                .put("failure", status.hasFailure() ? failure(status.getFailure()) : null)
                .put("video", status.hasVideo() ? video(status.getRenderId(), status.getVideo()) : null)
                .put("accepted_at", Times.of(status.getAcceptedAtMs()))
                .put("first_frame_at", Times.of(status.getFirstFrameAtMs()))
                .put("ended_at", Times.of(status.getEndedAtMs()));
    }

    /** Such as {@code rendering}. */
    public static String state(RenderStatus status) {
        return friendly(status.getState(), "RENDER_STATE_");
    }

    static String state(SegmentStatus segment) {
        return friendly(segment.getState(), "SEGMENT_STATE_");
    }

    private static JsonObject frames(RenderStatus status) {
        return new JsonObject()
                .put("total", status.getFramesTotal())
                .put("rendered", status.getFramesRendered())
                .put("encoded", status.getFramesEncoded())
                .put("video", status.getVideoFrames());
    }

    private static JsonObject segments(RenderStatus status) {
        Map<SegmentState, Integer> counts = new EnumMap<>(SegmentState.class);
        status.getSegmentsList().forEach(segment -> counts.merge(segment.getState(), 1, Integer::sum));
        JsonObject json = new JsonObject().put("total", status.getSegmentsCount());
        for (SegmentState state : SegmentState.values()) {
            if (state != SegmentState.SEGMENT_STATE_UNSPECIFIED && state != SegmentState.UNRECOGNIZED) {
                json.put(friendly(state, "SEGMENT_STATE_"), counts.getOrDefault(state, 0));
            }
        }
        return json;
    }

    static @Nullable JsonObject failure(Failure failure) {
        return new JsonObject()
                .put("category", friendly(failure.getCategory(), "CATEGORY_"))
                .put("code", failure.getCode())
                .put("message", failure.getMessage());
    }

    private static JsonObject video(String id, VideoReady video) {
        return new JsonObject()
                .put("url", "/v1/renders/" + id + "/video")
                .put("content_type", video.getContentType())
                .put("size_bytes", video.getSizeBytes())
                .put("frames", video.getFrames())
                .put("sha256", hex(video.getSha256()));
    }

    static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    private static String friendly(ProtocolMessageEnum value, String prefix) {
        String name = value.toString();
        return (name.startsWith(prefix) ? name.substring(prefix.length()) : name).toLowerCase(Locale.ROOT);
    }
}
