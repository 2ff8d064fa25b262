package io.framefarm.deploy.cli;

import io.framefarm.worker.checkpoint.layout.Assumptions;
import io.framefarm.worker.inspect.FileReport;
import io.framefarm.worker.inspect.InspectFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code farm models inspect}. */
@Command(description = "Tells what a model file or diffusers folder is: kind, layout, sizes, and whether it is whole.")
final class InspectModel implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = ".safetensors, .ckpt, .pt, .pth, .bin, or a diffusers folder.")
    private Path file = Path.of("");

    InspectModel(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        FileReport report = Attempt.orExplain(() -> InspectFile.inspect(file, Assumptions.SD15));
        terminal.out().print(report.text());
        return (report.allChecksHold() ? ExitCode.DONE : ExitCode.BAD_INPUT).number();
    }
}
