package io.framefarm.coordinator.access;

import java.util.Locale;
import java.util.Set;

/** Which names mean this machine, whatever a name server says. */
public final class Addresses {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private Addresses() {}

    /** Whether a host, without its port, is this machine by its very name. */
    public static boolean isLoopback(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return LOOPBACK.contains(name) || name.endsWith(".localhost") || name.matches("127(\\.\\d{1,3}){3}");
    }
}
