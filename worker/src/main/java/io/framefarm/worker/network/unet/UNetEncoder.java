package io.framefarm.worker.network.unet;

import io.framefarm.worker.checkpoint.layout.UNetConfig;
import io.framefarm.worker.network.Block;
import io.framefarm.worker.onnx.Value;
import java.util.ArrayList;
import java.util.List;

/** The way down of the UNet to the mid block, of which a ControlNet is a copy. */
record UNetEncoder(Block unet, UNetLayer layer) {

    /** From the output of the first convolution to every activation that the up blocks take back, the latest last. */
    List<Value> down(Value first) {
        UNetConfig config = layer.config();
        List<Value> activations = new ArrayList<>(List.of(first));
        Value x = first;
        for (int level = 0; level < config.levels(); level++) {
            Block block = unet.at("down_blocks", level);
            for (int i = 0; i < config.layersPerBlock(); i++) {
                x = layer.of(block, i, level, x);
                activations.add(x);
            }
            if (level < config.levels() - 1) {
                Block downsampler = block.at("downsamplers", 0);
                x = downsampler.label(downsampler.at("conv").conv(x, 2, 1, 1)); // half the size
                activations.add(x);
            }
            block.label(x);
        }
        return activations;
    }

    Value middle(Value x) {
        return layer.middle(unet.at("mid_block"), x);
    }
}
