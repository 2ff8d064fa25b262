package io.framefarm.worker.network.unet;

import io.framefarm.worker.network.Block;
import io.framefarm.worker.network.GroupNorm;
import io.framefarm.worker.onnx.Value;

/** Two convolutions with a shortcut, told the time in between (He et al. 2016, arXiv:1512.03385). */
final class ResnetBlock {
    private ResnetBlock() {}

    /**
     * Adds the block.
     *
     * @param x [n, in, h, w]
     * @param shift what the time adds between them, [1, out, 1, 1]
     * @return [n, out, h, w]
     */
    static Value of(Block block, Value x, Value shift, GroupNorm norm) {
        Value h = block.at("norm1").groupNorm(x, norm).silu();
        h = block.at("conv1").conv(h); // [n, out, h, w]
        h = h.add(shift);
        h = block.at("norm2").groupNorm(h, norm).silu();
        h = block.at("conv2").conv(h);
        Block shortcut = block.at("conv_shortcut");
        return block.label(h.add(shortcut.exists() ? shortcut.conv(x) : x));
    }
}
