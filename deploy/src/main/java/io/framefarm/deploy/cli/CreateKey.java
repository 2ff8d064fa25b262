package io.framefarm.deploy.cli;

import io.framefarm.coordinator.access.Allowance;
import io.framefarm.coordinator.access.ApiKey;
import io.framefarm.coordinator.access.KeyEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code farm keys create}. */
@Command(
        description = {
            "Makes a key for a producer and prints it, once: the file gets only its hash.",
            "A farm that runs with this file (--http-keys) takes the key within seconds; to withdraw it, delete its"
                    + " line."
        })
final class CreateKey implements Callable<Integer> {

    private static final String UNLIMITED = "2147483647";

    private final Terminal terminal;
    private final RandomGenerator random;

    @Parameters(paramLabel = "PRODUCER", description = "Name under which it sends renders, or * for any.")
    private String producer = "";

    @Option(names = "--keys", required = true, paramLabel = "FILE", description = "The keys file; made if need be.")
    private Path file = Path.of("");

    @Option(
            names = "--scopes",
            paramLabel = "LIST",
            defaultValue = "submit,read",
            description = "What it may do: submit, read, operate (default: ${DEFAULT-VALUE}).")
    private String scopes = "";

    @Option(
            names = "--renders-in-flight",
            paramLabel = "N",
            defaultValue = UNLIMITED,
            description = "Renders that have not ended (default: no limit).")
    private int rendersInFlight;

    @Option(
            names = "--frames-per-day",
            paramLabel = "N",
            defaultValue = "9223372036854775807",
            description = "Frames submitted within 24 hours (default: no limit).")
    private long framesPerDay;

    @Option(
            names = "--requests-per-second",
            paramLabel = "N",
            defaultValue = UNLIMITED,
            description = "Requests a second over time; ten times as many may come at once (default: no limit).")
    private int requestsPerSecond;

    CreateKey(Terminal terminal, RandomGenerator random) {
        this.terminal = terminal;
        this.random = random;
    }

    @Override
    public Integer call() {
        ApiKey key = ApiKey.create(random);
        KeyEntry entry = entry(key);
        try {
            append(entry.line() + System.lineSeparator());
        } catch (IOException e) {
            throw new CommandFailedException(ExitCode.BAD_INPUT, "--keys: cannot write " + e.getMessage());
        }
        terminal.out().println(key.text());
        return ExitCode.DONE.number();
    }

    private KeyEntry entry(ApiKey key) {
        try {
            Allowance allowance = new Allowance(rendersInFlight, framesPerDay, requestsPerSecond);
            return KeyEntry.of(key, producer, KeyEntry.scopes(scopes), allowance);
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()));
        }
    }

    /** Hashes are no secrets, but who is let in is nobody's business. */
    private void append(String line) throws IOException {
        if (!Files.exists(file)
                && file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, line, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
