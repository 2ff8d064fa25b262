package io.framefarm.worker.checkpoint;

/**
 * A change of a weight that takes less room than the weight itself: factor · up · down.
 *
 * @param up {@code [out, rank]} or {@code [out, rank, 1, 1]}
 * @param down {@code [rank, in]} or {@code [rank, in, k, k]}
 */
public record LowRank(float factor, Tensor up, Tensor down) {
    public int rank() {
        return (int) down.dimension(0);
    }
}
