package io.framefarm.deploy.client;

import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.RenderStatus;
import java.time.Duration;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Follows one render until it has ended. */
public final class RenderWatch {

    private static final Set<RenderState> ENDED =
            Set.of(RenderState.RENDER_STATE_DONE, RenderState.RENDER_STATE_FAILED, RenderState.RENDER_STATE_CANCELLED);

    private final StatusFeed feed;
    private final String renderId;
    private final Duration tick;

    /**
     * Creates a watch.
     *
     * @param tick how often at least the listener hears of an unchanged render, so that it can show time passing
     */
    public RenderWatch(StatusFeed feed, String renderId, Duration tick) {
        this.feed = feed;
        this.renderId = renderId;
        this.tick = tick;
    }

    public static boolean hasEnded(RenderStatus status) {
        return ENDED.contains(status.getState());
    }

    /** Returns the final state; until then, the listener hears the latest one at every change and every tick. */
    public RenderStatus untilEnded(Consumer<RenderStatus> listener) {
        return until(() -> false, listener);
    }

    /** As {@link #untilEnded}, but returns the latest state soon after {@code enough} has become true. */
    public RenderStatus until(BooleanSupplier enough, Consumer<RenderStatus> listener) {
        RenderStatus latest = RenderStatus.newBuilder().setRenderId(renderId).build();
        while (!hasEnded(latest) && !enough.getAsBoolean()) {
            for (RenderStatus status : feed.poll(tick)) {
                if (status.getRenderId().equals(renderId)) {
                    latest = status;
                }
            }
            listener.accept(latest);
        }
        return latest;
    }
}
