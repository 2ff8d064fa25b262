package io.framefarm.coordinator.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The objects in a folder, which may be mounted for reading only. A folder that is not there is a store without objects:
 * whoever writes the first one makes it.
 */
final class ReadableFolder implements ReadableStore {
    private final Path root;

    ReadableFolder(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    Path root() {
        return root;
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

    /** A link below the root could lead elsewhere although the key does not. */
    void requireInside(StoreKey key, Path folder) throws IOException {
        if (!folder.toRealPath().startsWith(root.toRealPath())) {
            throw new StoreException(key + " lies behind a link that leads out of " + root);
        }
    }

    @Override
    public String location() {
        return root.toString();
    }

    Path path(StoreKey key) {
        return root.resolve(key.value());
    }

    Path parent(Path path) {
        Path parent = path.getParent();
        return parent == null ? root : parent;
    }
}
