package io.framefarm.worker.checkpoint.layout;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The small models in {@code shared/reference}, beside a checkout; tests that need them are skipped without. */
public final class ReferenceModels {
    /** This set's group and head counts, which its single files cannot tell. */
    public static final Assumptions ASSUMPTIONS =
            new Assumptions(8, 8, 8, 0.18215, 4, ClipTextConfig.Activation.QUICK_GELU, 8, 8);

    private ReferenceModels() {}

    public static Path path(String name) {
        String configured = System.getProperty("reference.dir");
        Path root =
                configured != null ? Path.of(configured) : beside(Path.of("").toAbsolutePath());
        Path path = root.resolve("models").resolve(name);
        assumeTrue(Files.exists(path), () -> "skipped: there is no " + path);
        return path;
    }

    private static Path beside(Path start) {
        for (@Nullable Path folder = start; folder != null; folder = folder.getParent()) {
            Path candidate = folder.resolve("shared").resolve("reference");
            if (Files.isDirectory(candidate)) {
                return candidate;
            }
        }
        return start.resolve("no-reference-set");
    }
}
