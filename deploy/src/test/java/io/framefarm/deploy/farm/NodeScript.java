package io.framefarm.deploy.farm;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs the scripts in {@code src/test/browser} with Node.js, where that and what else they need is installed. */
final class NodeScript {

    private static final Path FOLDER = Path.of("src/test/browser");
    private static final Duration INSTALL_WITHIN = Duration.ofMinutes(2);
    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");

    private NodeScript() {}

    /** Skips the test where the libraries of the scripts are not there and cannot be had. */
    static void requireLibraries() throws IOException, InterruptedException {
        assumeTrue(program("node").isPresent(), "skipped: there is no Node.js");
        if (!Files.isDirectory(FOLDER.resolve("node_modules"))) {
            assumeTrue(program("npm").isPresent(), "skipped: there is no npm to install the scripts' libraries");
            Run install = run(INSTALL_WITHIN, List.of("npm", "ci", "--no-audit", "--no-fund"));
            assumeTrue(install.exit() == 0, "skipped: npm ci in " + FOLDER + " failed: " + install.output());
        }
    }

    /** Skips the test where there is none. */
    static Path requireBrowser() {
        Optional<Path> browser =
                BROWSERS.stream().flatMap(name -> program(name).stream()).findFirst();
        assumeTrue(browser.isPresent(), "skipped: there is no Chromium");
        return browser.orElseThrow();
    }

    static Run run(Duration within, String script, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("node", script));
        command.addAll(List.of(arguments));
        return run(within, command);
    }

    /** How a program ended (-1: not in time), and what it said. */
    record Run(int exit, String output) {}

    private static Run run(Duration within, List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("node-script", ".log");
        Process process = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
            String said = Files.readString(output, StandardCharsets.UTF_8);
            return ended ? new Run(process.exitValue(), said) : new Run(-1, said + "\nnot done within " + within);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Files.delete(output);
        }
    }

    private static Optional<Path> program(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
