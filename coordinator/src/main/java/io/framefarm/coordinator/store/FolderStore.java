package io.framefarm.coordinator.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A video store in a folder, which may be shared over a network. Objects are written under a temporary name beside the
 * objects, forced to disk and renamed; the rename is what publishes them.
 */
public final class FolderStore implements VideoStore {
    private static final Logger LOG = LoggerFactory.getLogger(FolderStore.class);
    /** No key begins with a dot, so that nothing in here is an object. */
    private static final String INCOMING = ".incoming";
    /** What is older was left by a crash; no video takes so long to copy. */
    private static final Duration ABANDONED_AFTER = Duration.ofDays(1);

    private final Path root;
    private final Path incoming;

    /** Makes the folder if need be, and clears away what crashes left in it. */
    public FolderStore(Path root, InstantSource clock) throws IOException {
        this.root = root.toAbsolutePath().normalize();
        this.incoming = this.root.resolve(INCOMING);
        Files.createDirectories(incoming);
        removeAbandoned(clock.instant().minus(ABANDONED_AFTER));
    }

    private void removeAbandoned(Instant before) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(incoming)) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                    Files.deleteIfExists(file);
                    LOG.info("Removed {}, which a crash had left in the video store", file);
                }
            }
        }
    }

    @Override
    public void put(StoreKey key, Path file, String contentType) throws IOException {
        try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ)) {
            publish(key, to -> {
                long size = from.size();
                for (long at = 0; at < size; ) {
                    at += from.transferTo(at, size - at, to);
                }
            });
        }
    }

    @Override
    public void put(StoreKey key, byte[] content, String contentType) throws IOException {
        publish(key, to -> {
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                to.write(left);
            }
        });
    }

    private interface Content {
        void writeTo(FileChannel channel) throws IOException;
    }

    private void publish(StoreKey key, Content content) throws IOException {
        Path target = path(key);
        Path folder = parent(target);
        Path temporary = Files.createTempFile(incoming, "put-", ".part");
        try {
            try (FileChannel to = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                content.writeTo(to);
                to.force(true);
            }
            Files.createDirectories(folder);
            requireInside(key, folder);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            force(folder);
        } catch (IOException e) {
            throw new StoreException("cannot put " + key + " into " + root + ": " + e.getMessage(), e);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** A rename outlives a crash only when the folder's own entry has reached the disk. */
    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** A link below the root could lead elsewhere although the key does not. */
    private void requireInside(StoreKey key, Path folder) throws IOException {
        if (!folder.toRealPath().startsWith(root.toRealPath())) {
            throw new StoreException(key + " lies behind a link that leads out of " + root);
        }
    }

    @Override
    public OptionalLong size(StoreKey key) throws IOException {
        Path path = path(key);
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                ? OptionalLong.of(Files.size(path))
                : OptionalLong.empty();
    }

    @Override
    public InputStream read(StoreKey key, long offset) throws IOException {
        Path path = path(key);
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileNotFoundException("no object " + key + " in " + root);
        }
        requireInside(key, parent(path));
        InputStream in = Files.newInputStream(path);
        in.skipNBytes(offset);
        return in;
    }

    @Override
    public void delete(StoreKey key) throws IOException {
        Files.deleteIfExists(path(key));
    }

    @Override
    public String location() {
        return root.toString();
    }

    private Path path(StoreKey key) {
        return root.resolve(key.value());
    }

    private Path parent(Path path) {
        Path parent = path.getParent();
        return parent == null ? root : parent;
    }
}
