package io.framefarm.coordinator.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A keys file that is read again when it has changed, so that keys come and go while the farm runs. A change that cannot
 * be read leaves the keys as they were. Thread-safe.
 */
public final class KeysFile {
    private static final Logger LOG = LoggerFactory.getLogger(KeysFile.class);
    private static final long MAX_BYTES = 16 << 20;

    private final Path file;
    private volatile ApiKeys keys;
    private FileTime readAt;

    /** Reads it for the first time; then it must be there and right. */
    public KeysFile(Path file) throws IOException {
        this.file = file;
        this.readAt = Files.getLastModifiedTime(file);
        this.keys = read();
    }

    public ApiKeys keys() {
        return keys;
    }

    /** Reads it again if it has changed. */
    public synchronized void refresh() {
        try {
            FileTime changedAt = Files.getLastModifiedTime(file);
            if (changedAt.equals(readAt)) {
                return;
            }
            readAt = changedAt;
            keys = read();
            LOG.info("{} has {} keys", file, keys.size());
        } catch (IOException | IllegalArgumentException broken) {
            LOG.error("{} cannot be used, so the keys stay as they were: {}", file, broken.toString());
        }
    }

    private ApiKeys read() throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file + " has more than " + MAX_BYTES + " bytes");
        }
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        try {
            return ApiKeys.read(lines);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(file + ", " + wrong.getMessage(), wrong);
        }
    }
}
