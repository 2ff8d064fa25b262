package io.framefarm.deploy.audit;

import io.framefarm.deploy.guarantee.FarmObserver;
import io.framefarm.protocol.v1.AssemblyCommand;
import io.framefarm.protocol.v1.AssemblyPlan;
import io.framefarm.protocol.v1.FarmEvent;
import io.framefarm.protocol.v1.Output;
import io.framefarm.protocol.v1.RenderStatus;
import io.framefarm.protocol.v1.VideoFormat;
import java.util.Optional;

/** What the topics say of one render in the end. */
final class RenderFacts implements FarmObserver {
    private Optional<AssemblyPlan> plan = Optional.empty();
    private Optional<RenderStatus> status = Optional.empty();
    private int results;
    private int winners;

    @Override
    public void assembled(AssemblyCommand command) {
        if (command.hasPlan()) {
            plan = Optional.of(command.getPlan());
            winners = 0;
        } else if (command.hasSegmentWon()) {
            winners++;
        }
    }

    @Override
    public void told(FarmEvent event) {
        if (event.hasSegmentRendered()) {
            results++;
        }
    }

    @Override
    public void reported(RenderStatus reported) {
        status = Optional.of(reported);
    }

    Optional<AssemblyPlan> plan() {
        return plan;
    }

    Optional<RenderStatus> status() {
        return status;
    }

    int results() {
        return results;
    }

    int winners() {
        return winners;
    }

    /** Whether the file holds the very pixels that were rendered. */
    boolean keepsPixels() {
        Output output = plan.map(known -> known.getRequest().getOutput()).orElse(Output.getDefaultInstance());
        return output.getFormat() == VideoFormat.VIDEO_FORMAT_PNG_SEQUENCE
                && output.getUpscale() <= 1
                && output.getMark().isEmpty();
    }
}
