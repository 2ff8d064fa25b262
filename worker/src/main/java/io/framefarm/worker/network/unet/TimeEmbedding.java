package io.framefarm.worker.network.unet;

import io.framefarm.worker.network.Block;
import io.framefarm.worker.onnx.Shape;
import io.framefarm.worker.onnx.Value;

/** Turns the timestep into the vector that every resnet block adds (Ho et al. 2020, arXiv:2006.11239). */
final class TimeEmbedding {
    private static final double BASE = 10_000;

    private TimeEmbedding() {}

    /** From timesteps [1] or [steps, 1] to [steps, timeWidth]. */
    static Value of(Block block, Value timesteps, int width) {
        Value projected = sinusoid(block, timesteps, width).as(block.graph().numbers()); // [steps, width]
        Value inner = block.at("linear_1").linear(projected).silu();
        return block.label(block.at("linear_2").linear(inner));
    }

    /** Cosines first, then sines, of frequencies falling from 1 to 1/10000; in floats, because 999 turns need them. */
    private static Value sinusoid(Block block, Value timesteps, int width) {
        int half = width / 2;
        float[] frequencies = new float[half];
        for (int i = 0; i < half; i++) {
            frequencies[i] = (float) Math.exp(-Math.log(BASE) * i / half);
        }
        Value angles = timesteps
                .in(block.path())
                .mul(block.graph().floatConstant(block.path() + ".frequencies", Shape.of(1, half), frequencies));
        return block.graph().label("time_proj", angles.cos().concat(1, angles.sin()));
    }
}
