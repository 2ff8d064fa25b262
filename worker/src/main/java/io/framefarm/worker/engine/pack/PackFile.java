package io.framefarm.worker.engine.pack;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file or folder of a pack.
 *
 * @param path where it is, or will be once it is pulled
 * @param origin where it can be pulled from
 * @param hash lower-case hexadecimal SHA-256 of the file
 */
public record PackFile(
        Path path, @Nullable URI origin, @Nullable String hash) {

    public Optional<URI> url() {
        return Optional.ofNullable(origin);
    }

    public Optional<String> sha256() {
        return Optional.ofNullable(hash);
    }

    /** A file of this folder. */
    PackFile child(String name) {
        URI childOrigin = origin == null ? null : URI.create(origin + "/" + name);
        return new PackFile(path.resolve(name), childOrigin, null);
    }
}
