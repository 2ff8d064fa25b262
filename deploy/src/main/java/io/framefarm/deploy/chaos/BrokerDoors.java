package io.framefarm.deploy.chaos;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * The listeners of the broker: one for us, and one for each role at the end of a cable of its own. What a broker tells
 * clients of itself leads them back through the listener that they came by, so a cable is the only way of its role.
 */
final class BrokerDoors implements AutoCloseable {

    private static final String OURS = "PLAINTEXT";
    private static final String CONTROLLER = "CONTROLLER";

    private final int port;
    private final int controllerPort;
    private final Map<String, Integer> doors = new LinkedHashMap<>();
    private final Map<String, Cable> cables = new LinkedHashMap<>();

    BrokerDoors(List<String> roles) {
        List<Integer> ports = Ports.free(roles.size() + 2);
        port = ports.get(0);
        controllerPort = ports.get(1);
        for (int i = 0; i < roles.size(); i++) {
            String role = roles.get(i);
            doors.put(role, ports.get(i + 2));
            cables.put(role, Cable.to(ports.get(i + 2), role));
        }
    }

    int port() {
        return port;
    }

    String bootstrap() {
        return "127.0.0.1:" + port;
    }

    /** The broker as this role sees it. */
    String bootstrapOf(String role) {
        return "127.0.0.1:" + cable(role).port();
    }

    Cable cable(String role) {
        Cable cable = cables.get(role);
        if (cable == null) {
            throw new IllegalArgumentException("no cable of " + role + "; there are " + cables.keySet());
        }
        return cable;
    }

    /** What the broker has to be started with. */
    Properties properties() {
        List<String> listeners =
                new ArrayList<>(List.of(OURS + "://127.0.0.1:" + port, CONTROLLER + "://127.0.0.1:" + controllerPort));
        List<String> advertised = new ArrayList<>(List.of(OURS + "://127.0.0.1:" + port));
        List<String> protocols = new ArrayList<>(List.of(OURS + ":PLAINTEXT", CONTROLLER + ":PLAINTEXT"));
        doors.forEach((role, door) -> {
            String listener = "DOOR_" + role.toUpperCase(Locale.ROOT);
            listeners.add(listener + "://127.0.0.1:" + door);
            advertised.add(listener + "://127.0.0.1:" + cable(role).port());
            protocols.add(listener + ":PLAINTEXT");
        });
        Properties properties = new Properties();
        properties.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        properties.setProperty("listeners", String.join(",", listeners));
        properties.setProperty("advertised.listeners", String.join(",", advertised));
        properties.setProperty("listener.security.protocol.map", String.join(",", protocols));
        return properties;
    }

    @Override
    public void close() {
        cables.values().forEach(Cable::close);
    }
}
