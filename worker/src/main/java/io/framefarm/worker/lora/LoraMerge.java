package io.framefarm.worker.lora;

import io.framefarm.worker.checkpoint.CheckpointException;
import io.framefarm.worker.checkpoint.ElementType;
import io.framefarm.worker.checkpoint.LowRank;
import io.framefarm.worker.checkpoint.Tensor;
import io.framefarm.worker.checkpoint.layout.NetworkConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Several adapters, matched to the tensors of the networks they are for. It computes merged weights one by one, as they
 * are asked for; all other tensors of the networks stay as they are in their files.
 */
public final class LoraMerge {
    /** What to do with adapters of layers that no given network has. */
    public enum Unmatched {
        REFUSE,
        IGNORE
    }

    private static final int LISTED = 10;

    private final Map<String, List<ScaledModule>> byTensor;

    private LoraMerge(Map<String, List<ScaledModule>> byTensor) {
        this.byTensor = byTensor;
    }

    /**
     * Finds the tensors that the adapters change.
     *
     * @param networks all that the adapters may be for: image UNet, motion modules, text encoder
     */
    public static LoraMerge match(List<ScaledLora> loras, List<? extends NetworkConfig> networks, Unmatched unmatched) {
        LoraTargets targets = LoraTargets.of(networks);
        Map<String, List<ScaledModule>> byTensor = new LinkedHashMap<>();
        for (ScaledLora lora : loras) {
            List<String> without = new ArrayList<>();
            for (LoraModule module : lora.factors().modules()) {
                targets.tensorFor(module.key())
                        .ifPresentOrElse(
                                tensor -> byTensor.computeIfAbsent(tensor, any -> new ArrayList<>())
                                        .add(new ScaledModule(lora.name(), module, lora.scale())),
                                () -> without.add(module.key()));
            }
            if (!without.isEmpty() && unmatched == Unmatched.REFUSE) {
                List<String> listed = without.subList(0, Math.min(LISTED, without.size()));
                throw new CheckpointException("LoRA " + lora.name() + ": " + without.size() + " of "
                        + lora.factors().modules().size() + " layers are not in these networks: " + listed);
            }
        }
        return new LoraMerge(byTensor);
    }

    /** Canonical names of the tensors that {@link #merge} changes. */
    public Set<String> touchedTensors() {
        return Collections.unmodifiableSet(byTensor.keySet());
    }

    /** The merged weight in the element type of the original, in direct memory; the original itself if untouched. */
    public Tensor merge(Tensor weight) {
        return merge(weight, weight.type());
    }

    /** W + Σ scale · (alpha / rank) · up · down, added in 32-bit floats in the order of the adapters. */
    public Tensor merge(Tensor weight, ElementType result) {
        return byTensor.containsKey(weight.name())
                ? Tensor.ofFloats(
                        weight.name(), result, weight.shape(), inFloats(weight).toFloats())
                : weight;
    }

    /** The same, but merged when its bytes are asked for, and then in 32-bit floats. */
    public Tensor changed(Tensor weight) {
        return byTensor.containsKey(weight.name()) ? inFloats(weight) : weight;
    }

    /** The weight in 32-bit floats; it is merged when its bytes are asked for. */
    public Tensor inFloats(Tensor weight) {
        return weight.inFloats(byTensor.getOrDefault(weight.name(), List.of()).stream()
                .map(scaled -> scaled.changeOf(weight))
                .toList());
    }

    private record ScaledModule(String lora, LoraModule module, double scale) {
        LowRank changeOf(Tensor weight) {
            if (!module.fits(weight)) {
                throw new CheckpointException("LoRA " + lora + ": layer " + module.key() + " with down "
                        + module.down().shape() + " and up " + module.up().shape() + " does not fit " + weight.name()
                        + " " + weight.shape());
            }
            return new LowRank((float) (scale * module.factor()), module.up(), module.down());
        }
    }
}
