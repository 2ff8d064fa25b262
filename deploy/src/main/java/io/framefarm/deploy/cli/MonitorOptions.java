package io.framefarm.deploy.cli;

import io.framefarm.protocol.monitor.Monitor;
import io.framefarm.protocol.monitor.MonitorPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where operators watch a process that keeps running. */
final class MonitorOptions {

    private static final int LAST_PORT = 65_535;

    private final Terminal terminal;

    @Option(
            names = "--metrics-port",
            paramLabel = "N",
            defaultValue = "${env:FARM_METRICS_PORT:-" + Option.NULL_VALUE + "}",
            description = "Port for /metrics, /healthz and /readyz; 0 takes a free one (also: FARM_METRICS_PORT;"
                    + " default: none).")
    private Optional<Integer> port = Optional.empty();

    @Option(
            names = "--metrics-host",
            paramLabel = "ADDRESS",
            defaultValue = "${env:FARM_METRICS_HOST:-127.0.0.1}",
            description = "Address that the port listens at (also: FARM_METRICS_HOST; default: 127.0.0.1). Whoever"
                    + " reaches it may read; 0.0.0.0 is for closed networks.")
    private String host = "";

    MonitorOptions(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Opens the port that was asked for, if any, and says where it is. */
    Open open(Monitor monitor) {
        if (port.isEmpty()) {
            return () -> {};
        }
        InetSocketAddress address = address(port.get());
        try {
            MonitorPort opened = MonitorPort.open(address, monitor);
            terminal.err()
                    .println("farm: metrics at http://" + address.getHostString() + ":"
                            + opened.address().getPort() + "/metrics");
            return opened::close;
        } catch (IOException e) {
            throw new CommandFailedException(
                    ExitCode.BAD_INPUT,
                    "--metrics-port: " + host + ":" + port.get() + " cannot be opened: " + e.getMessage());
        }
    }

    private InetSocketAddress address(int number) {
        if (number < 0 || number > LAST_PORT) {
            throw new CommandFailedException(
                    ExitCode.BAD_INPUT, "--metrics-port: " + number + " (allowed: 0 to " + LAST_PORT + ")");
        }
        InetSocketAddress address = new InetSocketAddress(host, number);
        if (address.isUnresolved()) {
            throw new CommandFailedException(
                    ExitCode.BAD_INPUT, "--metrics-host: " + host + " (allowed: an address of this machine)");
        }
        return address;
    }

    /** The port while it is open. */
    interface Open extends AutoCloseable {
        @Override
        void close();
    }
}
