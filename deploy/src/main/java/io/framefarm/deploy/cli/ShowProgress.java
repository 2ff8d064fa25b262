package io.framefarm.deploy.cli;

import io.framefarm.protocol.v1.RenderStatus;
import java.time.InstantSource;
import java.util.function.Consumer;

/** Shows how a render goes: one line rewritten in place on a screen; a line per change elsewhere. */
final class ShowProgress implements Consumer<RenderStatus>, AutoCloseable {

    private static final String REWRITE_LINE = "\r\033[K";

    private final Terminal terminal;
    private final Pace pace;
    private String shown = "";

    ShowProgress(Terminal terminal, InstantSource clock) {
        this.terminal = terminal;
        this.pace = new Pace(clock);
    }

    @Override
    public void accept(RenderStatus status) {
        Pace.Reading reading = pace.read(status);
        if (terminal.interactive()) {
            terminal.err().print(REWRITE_LINE + RenderText.bar(status, reading));
            terminal.err().flush();
            return;
        }
        // Speed and time left change all the time: a new line only for what has been reached.
        String reached = status.getState() + "/" + reading.segmentsDone() + "/" + status.getWaitingFor();
        if (!reached.equals(shown)) {
            shown = reached;
            terminal.err().println(RenderText.line(status, reading));
        }
    }

    /** Leaves the last state standing, and the cursor on a fresh line. */
    @Override
    public void close() {
        if (terminal.interactive()) {
            terminal.err().println();
        }
    }
}
