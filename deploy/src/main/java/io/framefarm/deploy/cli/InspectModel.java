package io.framefarm.deploy.cli;

import io.framefarm.worker.checkpoint.layout.Assumptions;
import io.framefarm.worker.inspect.FileReport;
import io.framefarm.worker.inspect.InspectFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code farm models inspect}. */
@Command(description = "Tells what a model file or diffusers folder is: kind, layout, sizes, and whether it is whole.")
final class InspectModel implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = ".safetensors, .ckpt, .pt, .pth, .bin, or a diffusers folder.")
    private Path file = Path.of("");

    @Option(
            names = "--norm-groups",
            defaultValue = "32",
            description = "Groups of the group norms, where no config.json says it (default: 32, as in SD 1.5).")
    private int normGroups;

    @Option(
            names = "--heads",
            defaultValue = "8",
            description = "Attention heads of UNet and motion modules, likewise (default: 8).")
    private int heads;

    @Option(
            names = "--text-heads",
            defaultValue = "12",
            description = "Attention heads of the text encoder, likewise (default: 12).")
    private int textHeads;

    InspectModel(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        FileReport report = Attempt.orExplain(() -> InspectFile.inspect(file, assumptions()));
        terminal.out().print(report.text());
        return (report.allChecksHold() ? ExitCode.DONE : ExitCode.BAD_INPUT).number();
    }

    private Assumptions assumptions() {
        Assumptions usual = Assumptions.SD15;
        return new Assumptions(
                normGroups,
                heads,
                normGroups,
                usual.vaeScalingFactor(),
                textHeads,
                usual.textActivation(),
                normGroups,
                heads);
    }
}
