package io.framefarm.coordinator.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Adobe's S3Mock on a free port of the loopback address: an S3 server that was not written for this project. A process
 * of its own, because the libraries in its archive are not ours. It does not check signatures; {@link FakeS3} does.
 */
final class S3MockProcess implements AutoCloseable {
    static final String BUCKET = "videos-test";
    /** The build puts it there before the integration tests. */
    private static final Path ARCHIVE = Path.of("target", "s3mock", "s3mock.jar");

    private static final Pattern LISTENING = Pattern.compile("Tomcat started on port (\\d+) ");
    private static final String STARTED = "Started S3MockApplication";

    private final Process process;
    private final int port;

    private S3MockProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static S3MockProcess start(Path folder) throws IOException {
        if (!Files.exists(ARCHIVE)) {
            throw new IOException(ARCHIVE.toAbsolutePath() + " is missing; `mvn pre-integration-test` puts it there");
        }
        var webServer =
                Objects.requireNonNull(S3MockProcess.class.getResource("loopback-s3mock.xml"), "loopback-s3mock.xml");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        ARCHIVE.toString(),
                        "--spring.main.sources=" + webServer,
                        "--spring.main.allow-bean-definition-overriding=true",
                        "--spring.main.banner-mode=off",
                        "--server.address=127.0.0.1",
                        "--server.port=0",
                        "--server.ssl.enabled=false",
                        "--com.adobe.testing.s3mock.store.initialBuckets=" + BUCKET,
                        "--com.adobe.testing.s3mock.store.root=" + folder)
                .redirectErrorStream(true)
                .start();
        try {
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            int port = awaitPort(output);
            swallow(output);
            return new S3MockProcess(process, port);
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static int awaitPort(BufferedReader output) throws IOException {
        StringBuilder said = new StringBuilder();
        int port = 0;
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
            Matcher listening = LISTENING.matcher(line);
            if (listening.find()) {
                port = Integer.parseInt(listening.group(1));
            }
            if (line.contains(STARTED)) {
                return port;
            }
        }
        throw new IOException("S3Mock ended before it had started:\n" + said);
    }

    /** A process whose output nobody reads stops when the pipe is full. */
    private static void swallow(BufferedReader output) {
        Thread reader = new Thread(
                () -> {
                    try (output) {
                        output.transferTo(Writer.nullWriter());
                    } catch (IOException e) {
                        // The process has been ended.
                    }
                },
                "s3mock-output");
        reader.setDaemon(true);
        reader.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
