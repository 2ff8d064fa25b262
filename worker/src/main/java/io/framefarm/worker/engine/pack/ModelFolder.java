package io.framefarm.worker.engine.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A worker's folder of models: one folder with a {@code pack.yaml} for each pack, and {@code loras/} with LoRA files that
 * any recipe can name. Read once; a pack added later is seen by the next start.
 */
public final class ModelFolder {

    private static final String PACK_FILE = "pack.yaml";
    private static final Pattern LORA_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9 ._-]{0,127}");
    private static final List<String> LORA_SUFFIXES = List.of("", ".safetensors", ".ckpt", ".pt", ".pth", ".bin");

    private final Path loras;
    private final Map<String, ModelPack> packs;

    private ModelFolder(Path loras, Map<String, ModelPack> packs) {
        this.loras = loras;
        this.packs = packs;
    }

    /** Reads all packs below a folder. */
    public static ModelFolder read(Path root) {
        Map<String, ModelPack> packs = new TreeMap<>();
        try (Stream<Path> folders = Files.list(root)) {
            List<Path> files = folders.map(folder -> folder.resolve(PACK_FILE))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
            for (Path file : files) {
                ModelPack pack = ReadPack.read(file);
                ModelPack other = packs.putIfAbsent(pack.name(), pack);
                if (other != null) {
                    throw new PackException("two packs are called " + pack.name() + ": in " + other.folder()
                            + " and in " + pack.folder());
                }
            }
        } catch (IOException e) {
            throw new PackException("cannot list the model folder " + root + ": " + e.getMessage(), e);
        }
        return new ModelFolder(root.resolve("loras"), packs);
    }

    /** The model folder around one pack, given by its folder or its pack.yaml. */
    public static ModelFolder ofPack(Path pack) {
        ModelPack read = readPack(pack);
        return new ModelFolder(read.folder().resolveSibling("loras"), Map.of(read.name(), read));
    }

    /** One pack with another folder of LoRAs than its own. */
    public static ModelFolder ofPack(Path pack, Path loras) {
        ModelPack read = readPack(pack);
        return new ModelFolder(loras, Map.of(read.name(), read));
    }

    private static ModelPack readPack(Path pack) {
        Path file = Files.isDirectory(pack) ? pack.resolve(PACK_FILE) : pack;
        if (!Files.isRegularFile(file)) {
            throw new PackException("no pack at " + pack + " (expected a pack.yaml or a folder with one)");
        }
        return ReadPack.read(file);
    }

    public Set<String> names() {
        return packs.keySet();
    }

    public ModelPack pack(String name) {
        ModelPack pack = packs.get(name);
        if (pack == null) {
            throw new PackException(
                    "no pack is called '" + name + "' (there are: " + String.join(", ", packs.keySet()) + ")");
        }
        return pack;
    }

    /** The file of a LoRA: the pack's own of that name, else the one in the folder for all. */
    public Path lora(ModelPack pack, String name) {
        return pack.lora(name).map(lora -> lora.file().path()).orElseGet(() -> shared(pack, name));
    }

    /** Names of LoRAs that recipes of this pack can give: the pack's own, then those for all. */
    public List<String> loras(ModelPack pack) {
        Set<String> names = new LinkedHashSet<>();
        pack.loras().forEach(lora -> names.add(lora.name()));
        for (String file : sharedNames()) {
            LORA_SUFFIXES.stream()
                    .filter(suffix -> !suffix.isEmpty() && file.endsWith(suffix))
                    .findFirst()
                    .ifPresent(suffix -> names.add(file.substring(0, file.length() - suffix.length())));
        }
        return List.copyOf(names);
    }

    private Path shared(ModelPack pack, String name) {
        List<String> known =
                new ArrayList<>(pack.loras().stream().map(PackLora::name).toList());
        if (LORA_NAME.matcher(name).matches()) {
            for (String suffix : LORA_SUFFIXES) {
                Path file = loras.resolve(name + suffix);
                if (Files.isRegularFile(file)) {
                    return file;
                }
            }
        }
        known.addAll(sharedNames());
        throw new PackException(
                "no LoRA is called '" + name + "' (pack " + pack.name() + " knows: " + String.join(", ", known) + ")");
    }

    private List<String> sharedNames() {
        if (!Files.isDirectory(loras)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(loras)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new PackException("cannot list " + loras + ": " + e.getMessage(), e);
        }
    }
}
