package io.framefarm.deploy.cli;

import io.framefarm.worker.engine.pack.ModelPack;
import io.framefarm.worker.inspect.SelfCheck;
import io.framefarm.worker.inspect.VerifyPack;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code farm models verify}. */
@Command(description = "Checks that a pack's files are there, have the hashes it states, and fit together.")
final class VerifyModels implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "PACK", description = "A pack.yaml, or the folder it is in.")
    private Path pack = Path.of("");

    VerifyModels(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ModelPack read = Attempt.orExplain(() -> PackArgument.read(pack));
        List<SelfCheck> checks = Attempt.orExplain(() -> VerifyPack.verify(read));
        checks.forEach(check -> terminal.out().println((check.holds() ? "ok     " : "FAULT  ") + check.what()));
        long faults = checks.stream().filter(check -> !check.holds()).count();
        terminal.out().println("pack " + read.name() + ": " + (faults == 0 ? "good" : faults + " faults"));
        return (faults == 0 ? ExitCode.DONE : ExitCode.BAD_INPUT).number();
    }
}
