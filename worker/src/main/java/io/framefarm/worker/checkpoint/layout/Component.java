package io.framefarm.worker.checkpoint.layout;

import io.framefarm.worker.checkpoint.Checkpoint;
import io.framefarm.worker.checkpoint.CheckpointException;
import io.framefarm.worker.checkpoint.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The file that holds one network, and what its config.json says if it has one. */
record Component(Checkpoint checkpoint, ComponentJson config) {
    private static final List<String> WEIGHT_FILES = List.of(
            "diffusion_pytorch_model.safetensors",
            "model.safetensors",
            "diffusion_pytorch_model.fp16.safetensors",
            "model.fp16.safetensors",
            "diffusion_pytorch_model.bin",
            "pytorch_model.bin",
            "diffusion_pytorch_model.fp16.bin",
            "pytorch_model.fp16.bin");

    static Component open(Path model, String folderName) throws IOException {
        if (!Files.isDirectory(model)) {
            return new Component(Checkpoint.open(model), ComponentJson.ABSENT);
        }
        Path folder = Files.isDirectory(model.resolve(folderName)) ? model.resolve(folderName) : model;
        for (String name : WEIGHT_FILES) {
            Path weights = folder.resolve(name);
            if (Files.exists(weights)) {
                return new Component(Checkpoint.open(weights), ComponentJson.read(folder.resolve("config.json")));
            }
        }
        throw new CheckpointException(folder + ": no weights found; looked for " + String.join(", ", WEIGHT_FILES));
    }

    static boolean isPresent(Path model, String folderName) {
        Path folder = Files.isDirectory(model.resolve(folderName)) ? model.resolve(folderName) : model;
        return Files.isRegularFile(model) || WEIGHT_FILES.stream().anyMatch(name -> Files.exists(folder.resolve(name)));
    }

    Path file() {
        return checkpoint.file();
    }

    /**
     * The tensors beside the one named {@code probe}, without the prefix they share with it; empty if there is no such
     * tensor, or under unknown prefixes only (as those of the other networks in one file).
     *
     * @param prefixes matches the prefixes that wrappers are known to add
     */
    Optional<Map<String, Tensor>> beside(String probe, Pattern prefixes) {
        return checkpoint.tensors().keySet().stream()
                .filter(name -> name.endsWith(probe))
                .map(name -> name.substring(0, name.length() - probe.length()))
                .filter(prefix -> prefixes.matcher(prefix).matches())
                .findFirst()
                .map(this::under);
    }

    private Map<String, Tensor> under(String prefix) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        checkpoint.tensors().forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                tensors.put(name.substring(prefix.length()), tensor);
            }
        });
        return tensors;
    }

    CheckpointException notFound(String network, String... probes) {
        List<String> some = checkpoint.tensors().keySet().stream().limit(5).toList();
        return new CheckpointException(file() + ": holds no " + network + "; none of its "
                + checkpoint.tensors().size() + " tensors is named " + String.join(" or ", probes)
                + "; the first ones are " + some);
    }
}
