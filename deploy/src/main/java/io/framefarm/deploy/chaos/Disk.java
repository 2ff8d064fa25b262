package io.framefarm.deploy.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small disk that can be filled up to its last byte: a tmpfs where we may mount one, else a folder in whose place a
 * file is put, so that nothing can be written there either.
 */
final class Disk implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Disk.class);
    private static final int BLOCK_BYTES = 1 << 16;
    private static final long MOUNT_LIMIT_SECONDS = 10;

    private final Path folder;
    private final boolean mounted;

    private Disk(Path folder, boolean mounted) {
        this.folder = folder;
        this.mounted = mounted;
    }

    static Disk at(Path folder, int sizeMb) throws IOException {
        Files.createDirectories(folder);
        boolean mounted = succeeds("mount", "-t", "tmpfs", "-o", "size=" + sizeMb + "m", "tmpfs", folder.toString());
        return new Disk(folder, mounted);
    }

    /** For people. */
    String kind() {
        return mounted ? "a small tmpfs" : "a folder that is taken away";
    }

    void fill() throws IOException {
        if (!mounted) {
            Files.move(folder, aside());
            Files.createFile(folder);
            return;
        }
        topUp();
    }

    /** Takes what others have given back since it was full. */
    void topUp() {
        if (mounted) {
            append(filler(), new byte[BLOCK_BYTES]);
            append(rest(), new byte[1]);
        }
    }

    private static void append(Path file, byte[] block) {
        try (OutputStream filler = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                filler.write(block);
            }
        } catch (IOException e) {
            LOG.debug("{} grows no further by {} bytes: {}", file, block.length, e.toString());
        }
    }

    void free() throws IOException {
        if (mounted) {
            Files.deleteIfExists(filler());
            Files.deleteIfExists(rest());
        } else {
            Files.delete(folder);
            Files.move(aside(), folder);
        }
    }

    private Path filler() {
        return folder.resolve(".filler");
    }

    /** What is less than a block. */
    private Path rest() {
        return folder.resolve(".filler-rest");
    }

    private Path aside() {
        return folder.resolveSibling(folder.getFileName() + ".aside");
    }

    private static boolean succeeds(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(MOUNT_LIMIT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // no such program: no such disk
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        if (mounted && !succeeds("umount", "-l", folder.toString())) {
            LOG.warn("{} is still mounted; umount it", folder);
        }
    }
}
