package io.framefarm.deploy.guarantee;

import io.framefarm.protocol.v1.AssemblyCommand;
import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.RenderStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Whatever was asked for ends: done with a video, failed with a reason that a person can act on, or cancelled. */
public final class EveryRenderEnds implements Guarantee {
    /** The last state of each render that was submitted or accepted; empty until there is one. */
    private final Map<String, Optional<RenderStatus>> last = new TreeMap<>();

    @Override
    public String promise() {
        return "every accepted render ends";
    }

    @Override
    public void commanded(RenderCommand command) {
        if (command.hasSubmit()) {
            last.putIfAbsent(command.getRenderId(), Optional.empty());
        }
    }

    @Override
    public void assembled(AssemblyCommand command) {
        last.putIfAbsent(command.getRenderId(), Optional.empty());
    }

    @Override
    public void reported(RenderStatus status) {
        last.put(status.getRenderId(), Optional.of(status));
    }

    /** Whether nothing is open at this moment. */
    public boolean allEnded() {
        return breaches().isEmpty();
    }

    @Override
    public List<String> breaches() {
        List<String> breaches = new ArrayList<>();
        last.forEach((renderId, status) -> {
            if (status.isEmpty()) {
                breaches.add(renderId + " was never heard of again");
            } else {
                problem(status.get()).ifPresent(problem -> breaches.add(renderId + " " + problem));
            }
        });
        return breaches;
    }

    private static Optional<String> problem(RenderStatus status) {
        return switch (status.getState()) {
            case RENDER_STATE_DONE -> status.hasVideo() ? Optional.empty() : Optional.of("is done without a video");
            case RENDER_STATE_CANCELLED -> Optional.empty();
            case RENDER_STATE_FAILED -> {
                boolean says = !status.getFailure().getCode().isEmpty()
                        && !status.getFailure().getMessage().isEmpty();
                yield says ? Optional.empty() : Optional.of("has failed without a reason");
            }
            case RENDER_STATE_QUEUED,
                    RENDER_STATE_RENDERING,
                    RENDER_STATE_PAUSED,
                    RENDER_STATE_STITCHING,
                    RENDER_STATE_UNSPECIFIED,
                    UNRECOGNIZED ->
                Optional.of("is still " + status.getState() + ", waiting for `" + status.getWaitingFor() + "`");
        };
    }
}
