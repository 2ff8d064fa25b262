package io.framefarm.deploy.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** Somebody who types commands at noon, and what they are shown. */
final class FarmShell {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Connect connect;

    FarmShell(Connect connect) {
        this.connect = connect;
    }

    int run(String... arguments) {
        Terminal terminal = new Terminal(stream(out), stream(err), false);
        InstantSource noon = InstantSource.fixed(Instant.parse("2026-01-01T12:00:00Z"));
        return FarmMain.commands(new Surroundings(terminal, connect, noon, Map.of()))
                .execute(arguments);
    }

    String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String complaints() {
        return err.toString(StandardCharsets.UTF_8);
    }

    void clear() {
        out.reset();
        err.reset();
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
