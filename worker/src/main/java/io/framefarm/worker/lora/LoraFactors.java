package io.framefarm.worker.lora;

import io.framefarm.worker.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One adapter file, whatever its dialect: a low-rank pair for each layer that it adapts. */
public record LoraFactors(List<LoraModule> modules) {
    public LoraFactors {
        modules = List.copyOf(modules);
    }

    /** Whether any tensor of a file is the low-rank half of a layer. */
    public static boolean isAdapter(Checkpoint file) {
        return file.tensors().keySet().stream().anyMatch(LoraKey::isDown);
    }

    public static LoraFactors read(Path file) throws IOException {
        return ReadLora.read(Checkpoint.open(file));
    }

    /** A self-contained copy for a cache; {@link #fromBytes} gives the same adapter back. */
    public byte[] toBytes() {
        return LoraBytes.write(this);
    }

    public static LoraFactors fromBytes(byte[] bytes) {
        return LoraBytes.read(bytes);
    }
}
