package io.framefarm.deploy.cli;

import picocli.CommandLine.Option;

/** The size of what a benchmark renders. */
final class SizeOptions {

    @Option(
            names = "--width",
            paramLabel = "PIXELS",
            defaultValue = "256",
            description = "A multiple of 8 (default: ${DEFAULT-VALUE}).")
    private int width;

    @Option(
            names = "--height",
            paramLabel = "PIXELS",
            defaultValue = "256",
            description = "A multiple of 8 (default: ${DEFAULT-VALUE}).")
    private int height;

    int width() {
        return width;
    }

    int height() {
        return height;
    }
}
