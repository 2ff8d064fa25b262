package io.framefarm.worker.lora;

import io.framefarm.worker.checkpoint.CheckpointException;
import io.framefarm.worker.checkpoint.Tensor;

/**
 * The adapter of one layer (Hu et al. 2021, arXiv:2106.09685): W + scale · factor · up · down.
 *
 * @param key the layer in kohya's spelling: {@code lora_unet_} or {@code lora_te_}, then its path with underscores
 * @param factor alpha / rank, or 1 where the file has no alpha
 * @param down {@code [rank, in]} or {@code [rank, in, k, k]}
 * @param up {@code [out, rank]} or {@code [out, rank, 1, 1]}
 */
public record LoraModule(String key, double factor, Tensor down, Tensor up) {
    public LoraModule {
        boolean matrices = down.shape().size() >= 2
                && up.shape().size() >= 2
                && down.type().isFloatingPoint()
                && up.type().isFloatingPoint();
        long rank = matrices ? down.dimension(0) : 0;
        if (rank < 1 || up.dimension(1) != rank || up.elementCount() != up.dimension(0) * rank) {
            throw new CheckpointException("LoRA layer " + key + ": down " + down.type() + " " + down.shape()
                    + " and up " + up.type() + " " + up.shape() + " are not [rank, in, ...] and [out, rank]");
        }
        if (!Double.isFinite(factor)) {
            throw new CheckpointException("LoRA layer " + key + ": alpha / rank is " + factor);
        }
    }

    public int rank() {
        return (int) down.dimension(0);
    }

    /** Whether up · down has as many rows and columns as a weight {@code [out, in, ...]}. */
    boolean fits(Tensor weight) {
        return weight.shape().size() >= 2
                && weight.dimension(0) == up.dimension(0)
                && weight.elementCount() == up.dimension(0) * (down.elementCount() / rank());
    }
}
