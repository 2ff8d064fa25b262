package io.framefarm.worker.runtime;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps other processes off what a file stands for. The system takes it from a process that dies. Threads of one process
 * must not meet here: to the system they are one, and closing the file in one of them frees it for all.
 */
final class FileGuard implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FileGuard.class);

    private final FileLock lock;

    private FileGuard(FileLock lock) {
        this.lock = lock;
    }

    /** Waits until nobody holds it alone. */
    static FileGuard shared(Path file) throws IOException {
        return waitedFor(file, true);
    }

    /** Waits until nobody else holds it. */
    static FileGuard alone(Path file) throws IOException {
        return waitedFor(file, false);
    }

    /** Empty if somebody else holds it. */
    static Optional<FileGuard> aloneIfFree(Path file) throws IOException {
        FileChannel channel = opened(file);
        try {
            Optional<FileGuard> guard = ifFree(channel, false);
            if (guard.isEmpty()) {
                channel.close();
            }
            return guard;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static FileGuard waitedFor(Path file, boolean shared) throws IOException {
        FileChannel channel = opened(file);
        try {
            Optional<FileGuard> free = ifFree(channel, shared);
            if (free.isPresent()) {
                return free.get();
            }
            log.info("Another process is at work behind {}, which may take minutes", file);
            return new FileGuard(channel.lock(0, Long.MAX_VALUE, shared));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static Optional<FileGuard> ifFree(FileChannel channel, boolean shared) throws IOException {
        return Optional.ofNullable(channel.tryLock(0, Long.MAX_VALUE, shared)).map(FileGuard::new);
    }

    private static FileChannel opened(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    @Override
    public void close() throws IOException {
        lock.acquiredBy().close();
    }
}
