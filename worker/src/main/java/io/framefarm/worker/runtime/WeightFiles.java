package io.framefarm.worker.runtime;

import io.framefarm.worker.checkpoint.FileRegion;
import io.framefarm.worker.checkpoint.Tensor;
import io.framefarm.worker.onnx.WeightLocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where ONNX Runtime finds the weights of one graph. It takes one folder and refuses paths that lead out of it, through
 * symbolic links too, so it is given the deepest folder above all real files. Weights that are in no file below it are
 * handed over from memory.
 */
final class WeightFiles {
    private static final String IN_MEMORY = "in-memory";

    private final Map<Path, Path> realPaths = new HashMap<>();
    private final Map<String, WeightLocation> locations = new LinkedHashMap<>();
    private final Optional<Path> folder;

    WeightFiles(Collection<Tensor> weights) {
        List<Path> files = weights.stream()
                .flatMap(weight -> weight.region().stream())
                .map(region -> realPath(region.file()))
                .distinct()
                .toList();
        this.folder = files.stream().map(WeightFiles::parent).reduce(WeightFiles::commonFolder);
        for (Tensor weight : weights) {
            folder.ifPresent(above -> weight.region().ifPresent(region -> locate(weight, region, above)));
        }
    }

    /** Empty if no weight is in a file. */
    Optional<Path> folder() {
        return folder;
    }

    boolean inFile(Tensor weight) {
        return locations.containsKey(weight.name());
    }

    WeightLocation location(Tensor weight) {
        return locations.getOrDefault(weight.name(), new WeightLocation(IN_MEMORY, 0, weight.sizeBytes()));
    }

    private void locate(Tensor weight, FileRegion region, Path above) {
        Path file = realPath(region.file());
        if (file.startsWith(above)) {
            String relative = above.relativize(file).toString();
            locations.put(weight.name(), new WeightLocation(relative, region.offset(), region.sizeBytes()));
        }
    }

    private Path realPath(Path file) {
        return realPaths.computeIfAbsent(file, path -> {
            try {
                return path.toRealPath();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot find the weights in " + path, e);
            }
        });
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("weights in " + file + " (allowed: a file in a folder)");
        }
        return parent;
    }

    /** The first folder's, where the two are on different drives. */
    private static Path commonFolder(Path one, Path other) {
        for (Path above = one; above != null; above = above.getParent()) {
            if (other.startsWith(above)) {
                return above;
            }
        }
        return one;
    }
}
