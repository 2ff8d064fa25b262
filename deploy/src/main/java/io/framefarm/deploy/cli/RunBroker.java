package io.framefarm.deploy.cli;

import io.framefarm.deploy.kafka.BrokerSettings;
import io.framefarm.deploy.kafka.EmbeddedKafka;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code farm broker}. */
@Command(hidden = true, description = "Runs the embedded Kafka broker by itself, for suites that kill it.")
final class RunBroker implements Callable<Integer> {

    private final Terminal terminal;

    @Option(names = "--folder", paramLabel = "DIR", required = true, description = "Where its data lie.")
    private Path folder = Path.of("");

    @Option(names = "--port", paramLabel = "N", required = true, description = "Of 127.0.0.1, for clients.")
    private int port;

    @Option(names = "--properties", paramLabel = "FILE", description = "What replaces the embedded defaults.")
    private Optional<Path> properties = Optional.empty();

    RunBroker(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        BrokerSettings settings = new BrokerSettings(folder, port, replaced());
        try (StopSignal stop = StopSignal.listen();
                EmbeddedKafka kafka = EmbeddedKafka.start(settings)) {
            terminal.out().println("farm: broker at " + kafka.bootstrap());
            stop.await();
        }
        return ExitCode.DONE.number();
    }

    private Map<String, String> replaced() throws IOException {
        Map<String, String> replaced = new HashMap<>();
        if (properties.isPresent()) {
            Properties read = new Properties();
            try (Reader reader = Files.newBufferedReader(properties.get())) {
                read.load(reader);
            }
            read.stringPropertyNames().forEach(key -> replaced.put(key, read.getProperty(key)));
        }
        return replaced;
    }
}
