package io.framefarm.deploy;

import io.framefarm.coordinator.provenance.SigningKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where an all-in-one farm keeps what it must not forget: the broker's topics, the videos, the Redis executable. One farm
 * at a time holds the folder; while it runs, its address can be read from there.
 */
public final class DataFolder implements AutoCloseable {

    private static final String LOCK_FILE = "farm.lock";
    private static final String ADDRESS_FILE = "farm.address";
    private static final String URL_FILE = "farm.url";

    /** A process loses its file lock when it closes any channel to the file: never open one that we hold. */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path root;
    private final FileChannel channel;

    private DataFolder(Path root, FileChannel channel) {
        this.root = root;
        this.channel = channel;
    }

    public static Path inHome() {
        return Path.of(System.getProperty("user.home"), ".framefarm");
    }

    /** Takes the folder for this process, or is empty if a running farm holds it. */
    public static Optional<DataFolder> claim(Path folder) {
        try {
            Path root = Files.createDirectories(folder).toRealPath();
            if (!HELD_HERE.add(root)) {
                return Optional.empty();
            }
            FileChannel channel =
                    FileChannel.open(root.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                HELD_HERE.remove(root);
                channel.close();
                return Optional.empty();
            }
            Files.deleteIfExists(root.resolve(ADDRESS_FILE));
            Files.deleteIfExists(root.resolve(URL_FILE));
            return Optional.of(new DataFolder(root, channel));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use the data folder " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Host and port of the broker of the farm that runs on this folder, if one does. */
    public static Optional<String> runningFarm(Path folder) {
        return published(folder, ADDRESS_FILE);
    }

    /** Where the HTTP API of that farm is, if it has one. */
    public static Optional<String> runningApi(Path folder) {
        return published(folder, URL_FILE);
    }

    private static Optional<String> published(Path folder, String file) {
        Path address = folder.resolve(file);
        try {
            if (!Files.exists(address)) {
                return Optional.empty();
            }
            return isHeld(folder.toRealPath()) ? Optional.of(Files.readString(address)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the data folder " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Whoever gets the lock knows that the farm which wrote the address is gone. */
    private static boolean isHeld(Path root) throws IOException {
        if (HELD_HERE.contains(root)) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(root.resolve(LOCK_FILE), StandardOpenOption.WRITE)) {
            return channel.tryLock() == null;
        }
    }

    public Path kafka() {
        return root.resolve("kafka");
    }

    public Path redis() {
        return root.resolve("redis");
    }

    public Path scratch() {
        return root.resolve("scratch");
    }

    /** The video store of a farm that runs on this folder, unless it was given another. */
    public static String storeIn(Path folder) {
        return "file:" + folder.resolve("videos").toAbsolutePath();
    }

    /** The keys with which a farm on this folder signs its videos. */
    public static Path keysIn(Path folder) {
        return folder.resolve("keys");
    }

    /** The folder's own key; the first call makes it. */
    SigningKey signingKey() {
        try {
            return SigningKey.in(keysIn(root));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use the signing key in " + keysIn(root) + ": " + e.getMessage(), e);
        }
    }

    /** Tells other processes where this farm's broker listens, and its HTTP API. */
    void publishAddress(String bootstrap, Optional<String> url) {
        try {
            if (url.isPresent()) {
                publish(URL_FILE, url.get());
            }
            publish(ADDRESS_FILE, bootstrap);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write into the data folder " + root + ": " + e.getMessage(), e);
        }
    }

    private void publish(String file, String content) throws IOException {
        Path draft = Files.writeString(root.resolve(file + ".new"), content);
        Files.move(draft, root.resolve(file), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Leaves the folder to the next farm. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(root.resolve(ADDRESS_FILE));
            Files.deleteIfExists(root.resolve(URL_FILE));
            channel.close();
            HELD_HERE.remove(root);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot release the data folder " + root + ": " + e.getMessage(), e);
        }
    }
}
