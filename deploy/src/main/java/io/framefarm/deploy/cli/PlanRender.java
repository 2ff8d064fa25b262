package io.framefarm.deploy.cli;

import io.framefarm.coordinator.plan.DescribePlan;
import io.framefarm.protocol.v1.PlanReport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code farm plan}. */
@Command(
        description = {
            "Says what a farm would do for a request: shots, segments, what needs what, and about how long it takes.",
            "Nothing is rendered, and no farm is asked."
        })
final class PlanRender implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "REQUEST", description = "File with the request, YAML or JSON.")
    private Path request = Path.of("");

    @Option(
            names = "--tflops",
            paramLabel = "N",
            defaultValue = "40",
            description = {
                "Teraflop that a worker computes in a second, for the estimate of GPU-seconds (default:",
                "${DEFAULT-VALUE}, an assumption). The work is that of a model of the size of Stable Diffusion 1.5."
            })
    private double teraflops = DescribePlan.USUAL_TERAFLOPS;

    @Option(names = "--json", description = "The plan as one JSON object.")
    private boolean json;

    PlanRender(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!(teraflops > 0)) {
            throw new CommandFailedException(ExitCode.BAD_INPUT, "--tflops: " + teraflops + " (allowed: above 0)");
        }
        PlanReport report = DescribePlan.of(NewRenders.read(request), teraflops);
        if (json) {
            terminal.out().println(Json.line(report));
        } else {
            PlanText.lines(report).forEach(terminal.out()::println);
        }
        return ExitCode.DONE.number();
    }
}
