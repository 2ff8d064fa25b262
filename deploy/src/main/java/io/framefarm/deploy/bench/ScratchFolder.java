package io.framefarm.deploy.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A temporary folder that is deleted with all that is in it. */
record ScratchFolder(Path path) implements AutoCloseable {

    static ScratchFolder create() {
        try {
            return new ScratchFolder(Files.createTempDirectory("farm-bench"));
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder for the benchmark", e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + path, e);
        }
    }
}
