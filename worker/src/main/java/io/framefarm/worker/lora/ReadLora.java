package io.framefarm.worker.lora;

import io.framefarm.worker.checkpoint.Checkpoint;
import io.framefarm.worker.checkpoint.CheckpointException;
import io.framefarm.worker.checkpoint.Tensor;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the tensors of an adapter file layer by layer. */
final class ReadLora {
    private static final int LISTED = 10;

    private ReadLora() {}

    static LoraFactors read(Checkpoint file) {
        Map<String, Map<LoraKey.Role, Tensor>> layers = new LinkedHashMap<>();
        List<String> unknown = new ArrayList<>();
        file.tensors().forEach((name, tensor) -> {
            LoraKey key = LoraKey.parse(name).orElse(null);
            if (key == null) {
                unknown.add(name);
                return;
            }
            Map<LoraKey.Role, Tensor> layer =
                    layers.computeIfAbsent(key.layer(), any -> new EnumMap<>(LoraKey.Role.class));
            if (layer.put(key.role(), tensor) != null) {
                throw new CheckpointException(file.file() + ": two tensors are the " + key.role() + " of layer "
                        + key.layer() + "; one of them is " + name);
            }
        });
        if (!unknown.isEmpty() || layers.isEmpty()) {
            throw new CheckpointException(notAnAdapter(file, unknown));
        }
        PeftAlpha alpha = PeftAlpha.of(file);
        List<LoraModule> modules = new ArrayList<>();
        layers.forEach((layer, tensors) -> modules.add(module(file, layer, tensors, alpha)));
        return new LoraFactors(modules);
    }

    private static LoraModule module(
            Checkpoint file, String layer, Map<LoraKey.Role, Tensor> tensors, PeftAlpha stated) {
        if (tensors.containsKey(LoraKey.Role.MAGNITUDE)) {
            throw new CheckpointException(file.file() + ": layer " + layer
                    + " has a magnitude vector: this is a DoRA, which is not supported; only plain LoRA is");
        }
        @Nullable Tensor down = tensors.get(LoraKey.Role.DOWN);
        @Nullable Tensor up = tensors.get(LoraKey.Role.UP);
        if (down == null || up == null) {
            throw new CheckpointException(file.file() + ": layer " + layer + " has only " + tensors.keySet()
                    + "; both DOWN and UP are needed");
        }
        int rank = down.shape().isEmpty() ? 0 : (int) down.dimension(0);
        @Nullable Tensor alpha = tensors.get(LoraKey.Role.ALPHA);
        double factor = alpha == null ? stated.factor(layer, rank) : scalar(file, alpha) / rank;
        return new LoraModule(layer, factor, down, up);
    }

    private static double scalar(Checkpoint file, Tensor tensor) {
        if (tensor.elementCount() != 1) {
            throw new CheckpointException(
                    file.file() + ": " + tensor.name() + " must be one number, but has the shape " + tensor.shape());
        }
        return tensor.toFloats()[0];
    }

    private static String notAnAdapter(Checkpoint file, List<String> unknown) {
        List<String> some = unknown.subList(0, Math.min(LISTED, unknown.size()));
        return file.file() + ": " + unknown.size() + " of " + file.tensors().size()
                + " tensors have names that no LoRA dialect knows (down, up and alpha of a layer are known): " + some;
    }
}
