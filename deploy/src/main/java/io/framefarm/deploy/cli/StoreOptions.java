package io.framefarm.deploy.cli;

import io.framefarm.coordinator.store.OpenVideoStore;
import io.framefarm.coordinator.store.ReadableStore;
import io.framefarm.coordinator.store.VideoStore;
import io.framefarm.deploy.DataFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where finished videos and the images of requests lie. */
final class StoreOptions {

    private final Map<String, String> environment;

    @Option(
            names = "--store",
            paramLabel = "LOCATION",
            defaultValue = "${env:FARM_STORE:-" + Option.NULL_VALUE + "}",
            description = "Video store of the farm: file:FOLDER or s3://BUCKET/PREFIX (also: FARM_STORE;"
                    + " default: the folder videos in --data).")
    private Optional<String> store = Optional.empty();

    StoreOptions(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Whether somebody named one. */
    boolean isGiven() {
        return store.isPresent();
    }

    VideoStore open(Path dataFolder, InstantSource clock) {
        String location = location(dataFolder);
        try {
            return OpenVideoStore.open(location, environment, clock);
        } catch (IllegalArgumentException e) {
            throw notALocation(e);
        } catch (IOException e) {
            throw new CommandFailedException(
                    ExitCode.NO_FARM, "cannot open the video store " + location + ": " + e.getMessage());
        }
    }

    ReadableStore openForReading(Path dataFolder, InstantSource clock) {
        try {
            return OpenVideoStore.openForReading(location(dataFolder), environment, clock);
        } catch (IllegalArgumentException e) {
            throw notALocation(e);
        }
    }

    private String location(Path dataFolder) {
        return store.orElseGet(() -> DataFolder.storeIn(dataFolder));
    }

    private static CommandFailedException notALocation(IllegalArgumentException e) {
        return new CommandFailedException(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()));
    }
}
