package io.framefarm.deploy.cli;

import java.io.PrintStream;

/**
 * Where a command speaks: results to standard output, progress and complaints to standard error.
 *
 * @param interactive whether standard error is a screen on which a line may be overwritten
 */
public record Terminal(PrintStream out, PrintStream err, boolean interactive) {

    /** Set by the launcher, which can see it; Java cannot. */
    private static final String INTERACTIVE_PROPERTY = "farm.interactive";

    public static Terminal ofProcess() {
        return new Terminal(System.out, System.err, Boolean.getBoolean(INTERACTIVE_PROPERTY));
    }
}
