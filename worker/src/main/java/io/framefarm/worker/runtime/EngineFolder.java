package io.framefarm.worker.runtime;

import java.nio.file.Path;

/**
 * Where the engines that TensorRT builds are kept between starts. Any number of workers may share it.
 *
 * @param mostGigabytes how much they may take together before those that were not used for longest go
 */
public record EngineFolder(Path folder, int mostGigabytes) {
    private static final long GIGABYTE = 1_000_000_000;

    public EngineFolder {
        if (mostGigabytes < 1) {
            throw new IllegalArgumentException("engines size: " + mostGigabytes + " GB (allowed: 1 and more)");
        }
    }

    long mostBytes() {
        return mostGigabytes * GIGABYTE;
    }
}
