package io.framefarm.deploy.cli;

import io.framefarm.deploy.trace.ExportSpans;
import io.framefarm.protocol.monitor.Monitor;
import io.framefarm.protocol.trace.KeepSpans;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the spans of a process go. */
final class TraceOptions {

    @Option(
            names = "--traces",
            paramLabel = "URL",
            defaultValue = "${env:OTEL_EXPORTER_OTLP_ENDPOINT:-" + Option.NULL_VALUE + "}",
            description =
                    "Collector of OpenTelemetry (OTLP over HTTP), such as http://127.0.0.1:4318, to which spans are"
                            + " sent (also: OTEL_EXPORTER_OTLP_ENDPOINT; default: none).")
    private Optional<URI> collector = Optional.empty();

    /** Sends spans as long as it is open, if that was asked for. */
    Open open(String service) {
        if (collector.isEmpty()) {
            return new Open(new Monitor(), () -> {});
        }
        URI url = collector.get();
        if (!url.isAbsolute() || url.getHost() == null || !url.getScheme().startsWith("http")) {
            throw new CommandFailedException(
                    ExitCode.BAD_INPUT, "--traces: `" + url + "` is not like http://HOST:PORT");
        }
        ExportSpans export = new ExportSpans(url, service);
        return new Open(new Monitor(new KeepSpans(new SecureRandom(), export)), export::close);
    }

    /**
     * The monitor of a process whose spans are sent while this is open.
     *
     * @param stop ends it
     */
    record Open(Monitor monitor, Runnable stop) implements AutoCloseable {
        @Override
        public void close() {
            stop.run();
        }
    }
}
