package io.framefarm.deploy.farm;

import io.framefarm.deploy.cli.FarmMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One role of the farm, started from the command line into a JVM of its own. It logs into a file, as JSON. */
final class RoleProcess implements AutoCloseable {

    private static final Path LOGS = Path.of("target/roles");

    private final String role;
    private final Path log;
    private final Process process;

    private RoleProcess(String role, Path log, Process process) {
        this.role = role;
        this.log = log;
        this.process = process;
    }

    static RoleProcess start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx512m",
                // The one of the tests would go before it.
                "-Dlogback.configurationFile=logback.xml",
                FarmMain.class.getName()));
        command.addAll(List.of(arguments));
        Path log = Files.createTempFile(Files.createDirectories(LOGS), arguments[0] + "-", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(log.toFile()).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().put("FARM_LOG_LEVEL", "INFO");
        builder.environment().put("FARM_LOG_FORMAT", "json");
        return new RoleProcess(arguments[0], log, builder.start());
    }

    void requireAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the " + role + " has ended with exit code " + process.exitValue()
                    + "; what it said is in " + log.toAbsolutePath());
        }
    }

    /** What it has written to standard error so far. */
    List<String> log() throws IOException {
        return Files.readAllLines(log);
    }

    /** Asks it to stop and returns its exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    /** As with {@code kill -9}: nothing in the process gets to run. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
