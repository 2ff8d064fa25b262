package io.framefarm.deploy.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** What a process is called; containers take their own name. */
final class IdOption {

    @Option(
            names = "--id",
            paramLabel = "NAME",
            defaultValue = "${env:FARM_ID:-" + Option.NULL_VALUE + "}",
            description = "Needed; unique among all that live and have the same role (also: FARM_ID).")
    private Optional<String> id = Optional.empty();

    String require() {
        return id.orElseThrow(() -> new CommandFailedException(
                ExitCode.BAD_INPUT, "--id is missing: a name that no other process of this role has"));
    }
}
