package io.framefarm.coordinator.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files of the person at this machine, relative to the file that names them. For the command line only: a server must
 * never read its own files for others.
 */
public final class LocalFiles implements InputSource {
    private final Path base;

    /** Reads relative to a folder. */
    public LocalFiles(Path base) {
        this.base = base;
    }

    @Override
    public String form() {
        return "a path";
    }

    /** What no other source holds; nothing of the form {@code scheme:...}. */
    @Override
    public boolean holds(String reference) {
        return !reference.matches("[a-z][a-z0-9+.-]+:.*") && !reference.contains("\0");
    }

    @Override
    public byte[] read(String reference, int maxBytes) throws UnusableInputException, IOException {
        Path file = base.resolve(reference).normalize();
        if (!Files.isRegularFile(file)) {
            throw new UnusableInputException("names " + file + ", where there is no file");
        }
        if (Files.size(file) > maxBytes) {
            throw InputSource.tooLarge(Files.size(file), maxBytes);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(maxBytes);
        }
    }
}
