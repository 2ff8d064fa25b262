package io.framefarm.deploy.cli;

import io.framefarm.coordinator.http.HttpApi.HttpStartException;
import io.framefarm.deploy.NewIds;
import io.framefarm.deploy.client.FarmRefusedException;
import io.framefarm.deploy.client.FarmUnreachableException;
import io.framefarm.deploy.kafka.BrokerStartException;
import io.framefarm.deploy.kafka.KafkaFarmClient;
import io.framefarm.deploy.log.LogFormat;
import io.framefarm.protocol.trace.TraceContext;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;

/** The process {@code farm}: puts the commands together and runs one. */
public final class FarmMain {

    private static final Set<String> LONG_RUNNING = Set.of("serve", "coordinator", "worker", "stitcher");

    private FarmMain() {}

    public static void main(String[] args) {
        // Before the first logger is made: a log line in the midst of a progress bar helps nobody.
        System.setProperty("farm.log.level", args.length > 0 && LONG_RUNNING.contains(args[0]) ? "INFO" : "WARN");
        try {
            LogFormat.of(Optional.ofNullable(System.getenv("FARM_LOG_FORMAT")).orElse("text"))
                    .choose();
        } catch (IllegalArgumentException e) {
            System.err.println("farm: FARM_LOG_FORMAT: " + e.getMessage());
            System.exit(ExitCode.BAD_INPUT.number());
        }
        // As shells and build servers hand a trace on to what they start.
        Optional<TraceContext> trace =
                Optional.ofNullable(System.getenv("TRACEPARENT")).flatMap(TraceContext::parse);
        System.exit(commands(new Surroundings(
                        Terminal.ofProcess(),
                        cluster -> KafkaFarmClient.connect(cluster, trace),
                        Clock.systemUTC(),
                        System.getenv()))
                .execute(args));
    }

    static CommandLine commands(Surroundings surroundings) {
        Terminal terminal = surroundings.terminal();
        NewRenders newRenders =
                new NewRenders(NewIds::renderId, System.getProperty("user.name", "anonymous"), surroundings.clock());
        CommandLine farm = new CommandLine(new FarmCommand())
                .addSubcommand("render", new RenderVideo(surroundings, newRenders))
                .addSubcommand("plan", new PlanRender(terminal))
                .addSubcommand("submit", new SubmitRender(surroundings, newRenders))
                .addSubcommand("list", new ListRenders(surroundings))
                .addSubcommand("status", new ShowRender(surroundings))
                .addSubcommand("watch", new WatchRender(surroundings))
                .addSubcommand("logs", new ShowLogs(surroundings))
                .addSubcommand("cancel", new CancelRender(surroundings))
                .addSubcommand("pause", new PauseRender(surroundings))
                .addSubcommand("resume", new ResumeRender(surroundings))
                .addSubcommand("retry", new RetryRender(surroundings))
                .addSubcommand("priority", new ChangePriorityOf(surroundings))
                .addSubcommand("verify", new VerifyFile(terminal))
                .addSubcommand("serve", new ServeFarm(surroundings))
                .addSubcommand("coordinator", new RunCoordinator(surroundings))
                .addSubcommand("worker", new RunWorker(surroundings))
                .addSubcommand("stitcher", new RunStitcher(surroundings))
                .addSubcommand("sample", new SampleFrames(terminal))
                .addSubcommand("audit", new AuditOneRender(surroundings))
                .addSubcommand("simulate", new SimulateFarm(terminal))
                .addSubcommand("chaos", new ChaosCommand(surroundings))
                .addSubcommand("soak", new SoakCommand(surroundings))
                .addSubcommand("broker", new RunBroker(terminal))
                .addSubcommand("doctor", new Doctor(surroundings))
                .addSubcommand(
                        "keys",
                        new CommandLine(new KeysCommand())
                                .addSubcommand("create", new CreateKey(terminal, NewIds.secrets())))
                .addSubcommand("webhooks", WebhooksCommand.with(terminal))
                .addSubcommand(
                        "topics",
                        new CommandLine(new TopicsCommand())
                                .addSubcommand("create", new CreateTopics(surroundings))
                                .addSubcommand("allow", new AllowRole(surroundings)))
                .addSubcommand("completion", new CompletionCommand(terminal))
                .addSubcommand("models", ModelsCommand.with(terminal))
                .addSubcommand(
                        "bench",
                        new CommandLine(new BenchCommand())
                                .addSubcommand("farm", new BenchFarm(surroundings))
                                .addSubcommand("sizing", new BenchSizing(surroundings))
                                .addSubcommand("engine", new BenchEngine(surroundings))
                                .addSubcommand("adapters", new BenchAdapters(surroundings))
                                .addSubcommand("busy", new BenchBusy(surroundings))
                                .addSubcommand("api", new BenchApi(surroundings))
                                .addSubcommand("seams", new BenchSeams(terminal))
                                .addSubcommand("wavefront", new BenchWavefront(surroundings))
                                .addSubcommand("make-checkpoint", new MakeCheckpoints(terminal)));
        withHelp(farm);
        return farm.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                .setExecutionExceptionHandler((failure, command, parsed) -> report(terminal, failure))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true);
    }

    private static void withHelp(CommandLine command) {
        command.getCommandSpec().mixinStandardHelpOptions(true);
        command.getSubcommands().values().forEach(FarmMain::withHelp);
    }

    /** Expected failures end in one message; only faults of our own show where they happened. */
    static int report(Terminal terminal, Exception failure) {
        if (failure instanceof CommandFailedException expected) {
            terminal.err().println("farm: " + expected.getMessage());
            return expected.exitCode().number();
        }
        if (failure instanceof FarmRefusedException) {
            terminal.err().println("farm: " + failure.getMessage());
            return ExitCode.BAD_INPUT.number();
        }
        if (failure instanceof FarmUnreachableException
                || failure instanceof BrokerStartException
                || failure instanceof HttpStartException) {
            terminal.err().println("farm: " + failure.getMessage());
            return ExitCode.NO_FARM.number();
        }
        terminal.err().println("farm: unexpected failure, please report it:");
        failure.printStackTrace(terminal.err());
        return ExitCode.BUG.number();
    }
}
