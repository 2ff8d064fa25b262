package io.framefarm.deploy.cli;

import io.framefarm.deploy.DataFolder;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a farm in one process keeps what it must remember. */
final class DataOption {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:FARM_DATA:-" + Option.NULL_VALUE + "}",
            description = "Data folder of the all-in-one farm (also: FARM_DATA; default: ~/.framefarm).")
    private Optional<Path> data = Optional.empty();

    Path folder() {
        return data.orElseGet(DataFolder::inHome);
    }
}
