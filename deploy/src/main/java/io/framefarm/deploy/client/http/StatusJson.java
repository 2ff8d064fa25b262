package io.framefarm.deploy.client.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import io.framefarm.protocol.v1.Category;
import io.framefarm.protocol.v1.Failure;
import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.RenderStatus;
import io.framefarm.protocol.v1.SegmentState;
import io.framefarm.protocol.v1.SegmentStatus;
import io.framefarm.protocol.v1.VideoReady;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;

/** How a render stands, as the API writes it. */
final class StatusJson {
    private StatusJson() {}

    /** Of a list, an event or a page. Only pages say which segments are done; others say how many. */
    static RenderStatus read(JsonNode json) {
        RenderStatus.Builder status = RenderStatus.newBuilder()
                .setRenderId(json.path("id").asText())
                .setState(constant(
                        RenderState.class, "RENDER_STATE_", json.path("state"), RenderState.RENDER_STATE_UNSPECIFIED))
                .setProducer(json.path("producer").asText())
                .setModel(json.path("model").asText())
                .setPriority(json.path("priority").asInt())
                .setFramesTotal(json.path("frames").path("total").asInt())
                .setFramesRendered(json.path("frames").path("rendered").asInt())
                .setFramesEncoded(json.path("frames").path("encoded").asInt())
                .setVideoFrames(json.path("frames").path("video").asInt())
                .setWaitingFor(text(json.path("waiting_for")))
                .setAcceptedAtMs(millis(json.path("accepted_at")))
                .setFirstFrameAtMs(millis(json.path("first_frame_at")))
                .setEndedAtMs(millis(json.path("ended_at")));
        if (json.path("failure").isObject()) {
            status.setFailure(failure(json.path("failure")));
        }
        if (json.path("video").isObject()) {
            status.setVideo(video(json.path("id").asText(), json.path("video")));
        }
        if (json.path("shots").isArray()) {
            addSegments(status, json.path("shots"));
        } else {
            addCounted(status, json.path("segments"));
        }
        return status.build();
    }

    private static void addSegments(RenderStatus.Builder status, JsonNode shots) {
        for (JsonNode shot : shots) {
            for (JsonNode segment : shot.path("segments")) {
                SegmentStatus.Builder read = SegmentStatus.newBuilder()
                        .setShot(shot.path("shot").asInt())
                        .setSegment(segment.path("segment").asInt())
                        .setState(segmentState(segment.path("state")))
                        .setDispatch(segment.path("attempts").asInt())
                        .setWorker(text(segment.path("worker")));
                if (segment.path("failure").isObject()) {
                    read.setFailure(failure(segment.path("failure")));
                }
                status.addSegments(read);
            }
        }
    }

    private static void addCounted(RenderStatus.Builder status, JsonNode counts) {
        for (SegmentState state : SegmentState.values()) {
            String name = state.name().replace("SEGMENT_STATE_", "").toLowerCase(Locale.ROOT);
            for (int i = counts.path(name).asInt(); i > 0; i--) {
                status.addSegments(SegmentStatus.newBuilder().setState(state));
            }
        }
    }

    private static SegmentState segmentState(JsonNode name) {
        return constant(SegmentState.class, "SEGMENT_STATE_", name, SegmentState.SEGMENT_STATE_UNSPECIFIED);
    }

    private static Failure failure(JsonNode json) {
        return Failure.newBuilder()
                .setCategory(
                        constant(Category.class, "CATEGORY_", json.path("category"), Category.CATEGORY_UNSPECIFIED))
                .setCode(json.path("code").asText())
                .setMessage(json.path("message").asText())
                .build();
    }

    private static VideoReady video(String id, JsonNode json) {
        return VideoReady.newBuilder()
                .setRenderId(id)
                .setKey(json.path("url").asText())
                .setContentType(json.path("content_type").asText())
                .setSizeBytes(json.path("size_bytes").asLong())
                .setFrames(json.path("frames").asInt())
                .setSha256(ByteString.copyFrom(
                        HexFormat.of().parseHex(json.path("sha256").asText())))
                .build();
    }

    /** A farm of a newer version may say what we do not know. */
    private static <E extends Enum<E>> E constant(Class<E> type, String prefix, JsonNode name, E otherwise) {
        try {
            return Enum.valueOf(type, prefix + name.asText().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            return otherwise;
        }
    }

    private static String text(JsonNode value) {
        return value.isNull() ? "" : value.asText();
    }

    private static long millis(JsonNode time) {
        return time.isTextual() ? Instant.parse(time.asText()).toEpochMilli() : 0;
    }
}
