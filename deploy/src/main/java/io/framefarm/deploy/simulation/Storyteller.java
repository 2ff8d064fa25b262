package io.framefarm.deploy.simulation;

import io.framefarm.deploy.guarantee.FarmObserver;
import io.framefarm.protocol.kafka.Keys;
import io.framefarm.protocol.v1.AssemblyCommand;
import io.framefarm.protocol.v1.FarmEvent;
import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.RenderStatus;
import io.framefarm.protocol.v1.SegmentJob;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Tells what becomes visible on the topics. */
record Storyteller(Consumer<Supplier<String>> story) implements FarmObserver {
    @Override
    public void commanded(RenderCommand command) {
        story.accept(() -> "asked: %s of %s".formatted(command.getCommandCase(), command.getRenderId()));
    }

    @Override
    public void dispatched(String pool, SegmentJob job) {
        story.accept(() -> "dispatched: %s dispatch %d".formatted(Keys.segment(job.getRef()), job.getDispatch()));
    }

    @Override
    public void told(FarmEvent event) {
        story.accept(() -> "told: " + oneLine(event.toString()));
    }

    @Override
    public void assembled(AssemblyCommand command) {
        String what = command.hasSegmentWon()
                ? "won: " + Keys.segment(command.getSegmentWon().getRef()) + " by "
                        + oneLine(command.getSegmentWon().getAttempt().toString())
                : "assembly: " + command.getCommandCase() + " of " + command.getRenderId();
        story.accept(() -> what);
    }

    @Override
    public void reported(RenderStatus status) {
        story.accept(() -> "status: %s %s, %d of %d frames rendered, %d encoded%s"
                .formatted(
                        status.getRenderId(),
                        status.getState(),
                        status.getFramesRendered(),
                        status.getFramesTotal(),
                        status.getFramesEncoded(),
                        status.hasFailure() ? ": " + oneLine(status.getFailure().toString()) : ""));
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= 200 ? line : line.substring(0, 200) + "…";
    }
}
