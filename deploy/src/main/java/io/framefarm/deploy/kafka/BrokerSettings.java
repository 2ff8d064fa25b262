package io.framefarm.deploy.kafka;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where the embedded broker keeps its data and where it listens.
 *
 * @param folder kept between runs; formatted on first use
 * @param port of 127.0.0.1 for clients; 0 takes a free one
 * @param extra broker properties that replace the embedded defaults
 */
public record BrokerSettings(Path folder, int port, Map<String, String> extra) {

    public static final int ANY_PORT = 0;

    public BrokerSettings {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port: " + port + " is not within 0..65535 (0 takes a free one)");
        }
        extra = Map.copyOf(extra);
    }

    public static BrokerSettings in(Path folder) {
        return new BrokerSettings(folder, ANY_PORT, Map.of());
    }

    public BrokerSettings onPort(int chosen) {
        return new BrokerSettings(folder, chosen, extra);
    }
}
