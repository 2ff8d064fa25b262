package io.framefarm.worker.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The named tensors of one file, in the file's order, and its string metadata.
 * Nested dictionaries of a pickle are flattened with dots: {@code state_dict.conv_in.weight}.
 */
public record Checkpoint(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) {
    public Checkpoint {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** Opens a file by what it contains, whatever its name ends in. */
    public static Checkpoint open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new CheckpointException(file + ": a folder, where a checkpoint file is expected");
        }
        return switch (FileFormat.of(file)) {
            case SAFETENSORS -> SafetensorsReader.read(file);
            case TORCH_ZIP -> TorchReader.read(file);
            case TORCH_LEGACY ->
                throw new CheckpointException(
                        file + ": a PyTorch file from before version 1.6, which is not a zip archive;"
                                + " save it again as safetensors");
        };
    }

    public Optional<Tensor> tensor(String name) {
        return Optional.ofNullable(tensors.get(name));
    }

    public long parameterCount() {
        return tensors.values().stream().mapToLong(Tensor::elementCount).sum();
    }
}
