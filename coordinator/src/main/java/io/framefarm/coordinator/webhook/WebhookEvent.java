package io.framefarm.coordinator.webhook;

import io.framefarm.protocol.v1.RenderState;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What an endpoint can be told. */
public enum WebhookEvent {
    RENDER_DONE("render.done"),
    RENDER_FAILED("render.failed"),
    RENDER_CANCELLED("render.cancelled"),
    /** Sent on request, to see whether messages arrive. */
    TEST("webhook.test");

    private final String type;

    WebhookEvent(String type) {
        this.type = type;
    }

    /** As messages carry it. */
    public String type() {
        return type;
    }

    /** Empty for a render that goes on. */
    static Optional<WebhookEvent> of(RenderState state) {
        return switch (state) {
            case RENDER_STATE_DONE -> Optional.of(RENDER_DONE);
            case RENDER_STATE_FAILED -> Optional.of(RENDER_FAILED);
            case RENDER_STATE_CANCELLED -> Optional.of(RENDER_CANCELLED);
            case RENDER_STATE_QUEUED,
                    RENDER_STATE_RENDERING,
                    RENDER_STATE_PAUSED,
                    RENDER_STATE_STITCHING,
                    RENDER_STATE_UNSPECIFIED,
                    UNRECOGNIZED -> Optional.empty();
        };
    }

    /** Those that an endpoint can ask for. */
    static List<String> ofRenders() {
        return Arrays.stream(values())
                .filter(event -> event != TEST)
                .map(WebhookEvent::type)
                .toList();
    }
}
