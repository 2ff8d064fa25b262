package io.framefarm.deploy.cli;

/** A command cannot do what was asked; the message is all that the user needs to see. */
public final class CommandFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    public CommandFailedException(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public ExitCode exitCode() {
        return exitCode;
    }
}
