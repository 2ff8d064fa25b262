package io.framefarm.deploy.cli;

import io.framefarm.worker.enginebench.BenchSize;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The segment that a benchmark measures. */
final class SegmentOptions {

    @Option(
            names = "--frames",
            paramLabel = "N",
            defaultValue = "16",
            description = "Frames of the segment (default: ${DEFAULT-VALUE}).")
    private int frames;

    @Mixin
    private final SizeOptions size = new SizeOptions();

    /** Throws {@link IllegalArgumentException} if there is no such segment. */
    BenchSize segment() {
        return new BenchSize(frames, size.width(), size.height());
    }
}
