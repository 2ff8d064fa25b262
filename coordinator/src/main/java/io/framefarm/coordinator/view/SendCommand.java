package io.framefarm.coordinator.view;

import io.framefarm.protocol.trace.TraceContext;
import io.framefarm.protocol.v1.RenderCommand;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Hands commands to the farm. */
public interface SendCommand {

    /**
     * Completes when the farm has the command for good, on any thread; fails with {@link FarmBusyException} when too many
     * are on their way, or with what kept it from being sent. Returns at once.
     */
    CompletionStage<Void> send(RenderCommand command);

    /** The same as a part of a trace. */
    default CompletionStage<Void> send(RenderCommand command, Optional<TraceContext> trace) {
        return send(command);
    }

    /** The farm cannot take more commands at the moment. */
    final class FarmBusyException extends RuntimeException {
        private static final long serialVersionUID = 1;

        public FarmBusyException(String message) {
            super(message);
        }
    }
}
