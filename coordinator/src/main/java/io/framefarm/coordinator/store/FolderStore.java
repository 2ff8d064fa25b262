package io.framefarm.coordinator.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
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

    private final ReadableFolder objects;
    private final Path incoming;

    /** Makes the folder if need be, and clears away what crashes left in it. */
    public FolderStore(Path root, InstantSource clock) throws IOException {
        this.objects = new ReadableFolder(root);
        this.incoming = objects.root().resolve(INCOMING);
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
        Path target = objects.path(key);
        Path folder = objects.parent(target);
        Path temporary = Files.createTempFile(incoming, "put-", ".part");
        try {
            try (FileChannel to = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                content.writeTo(to);
                to.force(true);
            }
            Files.createDirectories(folder);
            objects.requireInside(key, folder);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            force(folder);
        } catch (IOException e) {
            throw new StoreException("cannot put " + key + " into " + location() + ": " + e.getMessage(), e);
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

    @Override
    public OptionalLong size(StoreKey key) throws IOException {
        return objects.size(key);
    }

    @Override
    public InputStream read(StoreKey key, long offset) throws IOException {
        return objects.read(key, offset);
    }

    @Override
    public void delete(StoreKey key) throws IOException {
        Files.deleteIfExists(objects.path(key));
    }

    @Override
    public String location() {
        return objects.location();
    }
}
