package io.framefarm.deploy.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One process of the farm: started, started again, and treated badly in between. A role hears the end of its standard
 * input when we are gone, however that came.
 */
final class Role implements AutoCloseable {

    private static final Duration SIGNAL_LIMIT = Duration.ofSeconds(5);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(70);
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private final String name;
    private final ProcessBuilder launch;
    private final InstantSource clock;
    private @Nullable Process process;
    private @Nullable Future<Instant> end;
    private int starts;

    /** Readies a process; its output goes to the end of the log. */
    Role(String name, List<String> command, Map<String, String> environment, Path log, InstantSource clock) {
        this.name = name;
        this.clock = clock;
        this.launch = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        launch.environment().putAll(environment);
    }

    String name() {
        return name;
    }

    /** How often it was started again. */
    int restarts() {
        return Math.max(0, starts - 1);
    }

    void start() {
        try {
            Process started = launch.start();
            process = started;
            end = started.onExit().thenApply(ended -> clock.instant());
            starts++;
        } catch (IOException e) {
            throw new ChaosFailedException("cannot start " + name + ": " + e.getMessage(), e);
        }
    }

    boolean alive() {
        return process != null && process.isAlive();
    }

    /** As with {@code kill -9}: nothing in the process gets to run. Returns when it is gone. */
    Instant kill() {
        running().destroyForcibly();
        return awaitEnd(SIGNAL_LIMIT);
    }

    /** With SIGTERM; returns its exit code when it is through. */
    int stop() {
        // Java's own way closes its standard input as well, which says that we are gone.
        signal("-TERM");
        awaitEnd(STOP_LIMIT);
        return running().exitValue();
    }

    /** With SIGSTOP: it keeps its memory and its connections, and does nothing. */
    void freeze() {
        signal("-STOP");
    }

    void thaw() {
        signal("-CONT");
    }

    /** When it came to its end by itself, within the limit. */
    Instant awaitEnd(Duration limit) {
        Future<Instant> ended = end;
        if (ended == null) {
            throw new ChaosFailedException(name + " was never started");
        }
        try {
            return ended.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChaosFailedException("interrupted while waiting for the end of " + name, e);
        } catch (ExecutionException | TimeoutException e) {
            throw new ChaosFailedException(name + " did not end within " + limit.toSeconds() + " s", e);
        }
    }

    /** What it holds of the machine's memory; 0 where the system does not tell. */
    long residentKb() {
        Path status = Path.of("/proc", String.valueOf(running().pid()), "status");
        try {
            Matcher matcher = RESIDENT.matcher(Files.readString(status));
            return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private void signal(String which) {
        try {
            Process sent =
                    new ProcessBuilder("kill", which, String.valueOf(running().pid())).start();
            if (!sent.waitFor(SIGNAL_LIMIT.toMillis(), TimeUnit.MILLISECONDS) || sent.exitValue() != 0) {
                throw new ChaosFailedException("kill " + which + " did not reach " + name);
            }
        } catch (IOException e) {
            throw new ChaosFailedException("there is no program `kill`: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChaosFailedException("interrupted while sending a signal to " + name, e);
        }
    }

    private Process running() {
        if (process == null) {
            throw new ChaosFailedException(name + " was never started");
        }
        return process;
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
