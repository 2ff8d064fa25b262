package io.framefarm.worker.reference;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A directory with a {@code MANIFEST.json}, the models of one set of sizes, and the tensors that the original
 * implementations computed with them.
 */
public final class ReferenceSet {
    private static final String PROPERTY = "reference.dir";
    /** Python writes infinities, which some scheduler settings are. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private static final Path COMMITTED = Path.of("src", "test", "resources", "reference");

    private final Path root;
    private final JsonNode manifest;
    private final Map<String, ReferenceFile> files = new ConcurrentHashMap<>();
    private final Map<String, Path> assembled = new ConcurrentHashMap<>();

    private ReferenceSet(Path root, JsonNode manifest) {
        this.root = root;
        this.manifest = manifest;
    }

    /** The set named by {@code -Dreference.dir}, else the full one beside the project, else the committed one. */
    public static ReferenceSet chosen() {
        String named = System.getProperty(PROPERTY, "");
        if (!named.isEmpty()) {
            return in(Path.of(named));
        }
        for (Path dir = Path.of("").toAbsolutePath(); dir != null; dir = dir.getParent()) {
            Path full = dir.resolve("shared").resolve("reference");
            if (Files.exists(full.resolve("MANIFEST.json"))) {
                return in(full);
            }
        }
        return committed();
    }

    /** The reduced set that every clone has. */
    public static ReferenceSet committed() {
        return in(COMMITTED);
    }

    /** The cases of one group of the chosen set, as the argument source of a parameterised test. */
    public static Stream<ReferenceCase> casesOf(String group) {
        return chosen().cases(group);
    }

    public static ReferenceSet in(Path root) {
        try {
            Path absolute = root.toAbsolutePath();
            return new ReferenceSet(
                    absolute, JSON.readTree(absolute.resolve("MANIFEST.json").toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException("no reference set in " + root.toAbsolutePath(), e);
        }
    }

    public Path root() {
        return root;
    }

    /** A file or directory of the set, for example {@code models/diffusers/unet}. */
    public Path path(String relative) {
        Path path = root.resolve(relative);
        if (!Files.exists(path) && Files.exists(AssembledFile.partsOf(path))) {
            return assembled.computeIfAbsent(relative, new AssembledFile(root)::assemble);
        }
        return path;
    }

    /** Widths, norm groups and head counts of this set's models. */
    public JsonNode config() {
        return manifest.get("config");
    }

    /** The cases whose id starts with {@code group/}. */
    public Stream<ReferenceCase> cases(String group) {
        return StreamSupport.stream(manifest.get("cases").spliterator(), false)
                .map(json -> new ReferenceCase(this, json))
                .filter(each -> each.id().startsWith(group + "/"));
    }

    public ReferenceCase requireCase(String id) {
        return StreamSupport.stream(manifest.get("cases").spliterator(), false)
                .map(json -> new ReferenceCase(this, json))
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(root + " has no case " + id));
    }

    ReferenceFile file(String relative) {
        return files.computeIfAbsent(relative, name -> {
            try {
                return ReferenceFile.read(path(name));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read reference file " + path(name), e);
            }
        });
    }
}
