package io.framefarm.deploy.kafka;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The embedded broker in a JVM of its own, so that a test can kill it. */
public final class BrokerProcess implements AutoCloseable {

    private final Process process;
    private final String bootstrap;

    private BrokerProcess(Process process, String bootstrap) {
        this.process = process;
        this.bootstrap = bootstrap;
    }

    public static BrokerProcess start(Path folder) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerProcess.class.getName(),
                        folder.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader();
        String line = output.readLine();
        if (line == null) {
            throw new IOException("the broker process ended before it served");
        }
        return new BrokerProcess(process, line);
    }

    public String bootstrap() {
        return bootstrap;
    }

    /** As with {@code kill -9}: nothing in the process gets to run. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSettings.in(Path.of(args[0])))) {
            System.out.println(kafka.bootstrap());
            System.out.flush();
            // Until the parent closes the pipe or kills the process.
            while (System.in.read() >= 0) {}
        }
    }
}
