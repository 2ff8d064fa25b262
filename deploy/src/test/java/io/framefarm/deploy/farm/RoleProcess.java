package io.framefarm.deploy.farm;

import io.framefarm.deploy.cli.FarmMain;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One role of the farm, started from the command line into a JVM of its own. */
final class RoleProcess implements AutoCloseable {

    private final String role;
    private final Process process;

    private RoleProcess(String role, Process process) {
        this.role = role;
        this.process = process;
    }

    static RoleProcess start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(ProcessHandle.current().info().command().orElse("java"), "-Xmx512m", FarmMain.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().put("FARM_LOG_LEVEL", "WARN");
        return new RoleProcess(arguments[0], builder.start());
    }

    void requireAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the " + role + " has ended with exit code " + process.exitValue());
        }
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
