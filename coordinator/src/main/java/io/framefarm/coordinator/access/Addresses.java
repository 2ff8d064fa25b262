package io.framefarm.coordinator.access;

import java.util.Locale;
import java.util.Set;

/** Which names mean this machine in the header {@code Host}. */
public final class Addresses {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private Addresses() {}

    /** Whether an authority such as {@code localhost:8080} names this machine. */
    public static boolean isLoopback(String authority) {
        String host = authority.replaceFirst(":\\d{1,5}$", "").toLowerCase(Locale.ROOT);
        return LOOPBACK.contains(host) || host.endsWith(".localhost") || host.matches("127(\\.\\d{1,3}){3}");
    }
}
