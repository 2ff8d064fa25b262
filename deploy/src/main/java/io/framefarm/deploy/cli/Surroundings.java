package io.framefarm.deploy.cli;

import java.time.InstantSource;
import java.util.Map;

/** What commands take from the process that they run in. */
record Surroundings(Terminal terminal, Connect connect, InstantSource clock, Map<String, String> environment) {

    Surroundings {
        environment = Map.copyOf(environment);
    }
}
