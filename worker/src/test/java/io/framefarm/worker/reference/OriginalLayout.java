package io.framefarm.worker.reference;

import io.framefarm.worker.checkpoint.SafetensorsWriter;
import io.framefarm.worker.checkpoint.Tensor;
import io.framefarm.worker.checkpoint.layout.NetworkConfig;
import io.framefarm.worker.checkpoint.layout.NetworkWeights;
import io.framefarm.worker.checkpoint.layout.OriginalNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes a network under the names that its authors gave its tensors. */
final class OriginalLayout {
    private OriginalLayout() {}

    static Path of(NetworkWeights<? extends NetworkConfig> network) {
        Map<String, String> names = OriginalNames.of(network.config());
        String prefix = OriginalNames.singleFilePrefix(network.config());
        List<Tensor> tensors = new ArrayList<>();
        names.forEach(
                (canonical, original) -> tensors.add(network.tensor(canonical).withName(prefix + original)));
        try {
            Path file = Files.createTempFile("original", ".safetensors");
            file.toFile().deleteOnExit();
            SafetensorsWriter.write(file, tensors, Map.of("format", "pt"));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a checkpoint for the test", e);
        }
    }
}
