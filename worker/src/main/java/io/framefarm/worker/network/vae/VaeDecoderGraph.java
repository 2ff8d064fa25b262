package io.framefarm.worker.network.vae;

import io.framefarm.worker.checkpoint.layout.NetworkWeights;
import io.framefarm.worker.checkpoint.layout.VaeConfig;
import io.framefarm.worker.network.Block;
import io.framefarm.worker.onnx.Graph;
import io.framefarm.worker.onnx.GraphBuilder;
import io.framefarm.worker.onnx.Operators;
import io.framefarm.worker.onnx.Value;

/** From the latents that the sampler ends with to images (Rombach et al. 2022, arXiv:2112.10752, section 3.1). */
public final class VaeDecoderGraph {
    /** Input: [n, latentChannels, height, width], scaled as the UNet sees them. */
    public static final String LATENTS = "latents";

    /** Output: [n, imageChannels, 8 height, 8 width], nominally from -1 to 1 but not clamped. */
    public static final String IMAGE = "image";

    private VaeDecoderGraph() {}

    /**
     * Builds the graph.
     *
     * @param height of the latents
     * @param width of the latents
     */
    public static Graph build(
            NetworkWeights<VaeConfig> weights, int images, int height, int width, Operators operators) {
        VaeConfig config = weights.config();
        GraphBuilder graph = new GraphBuilder(operators);
        Block vae = Block.root(graph, weights);
        Block decoder = vae.at("decoder");
        VaeBlocks blocks = VaeBlocks.withGroups(config.normGroups());

        Value latents = graph.input(LATENTS, images, config.latentChannels(), height, width);
        Value x = vae.at("post_quant_conv").conv(latents.mul((float) (1 / config.scalingFactor())));
        x = decoder.at("conv_in").conv(x);
        x = blocks.middle(decoder.at("mid_block"), x);
        for (int up = 0; up < config.levels(); up++) {
            x = upBlock(decoder.at("up_blocks", up), x, blocks, config, up < config.levels() - 1);
        }
        graph.output(IMAGE, blocks.out(decoder, x));
        return graph.build();
    }

    private static Value upBlock(Block block, Value input, VaeBlocks blocks, VaeConfig config, boolean enlarge) {
        Value x = input;
        for (int layer = 0; layer <= config.layersPerBlock(); layer++) {
            x = blocks.resnet(block.at("resnets", layer), x);
        }
        if (enlarge) {
            x = x.resizeNearest(2 * x.shape().dim(2), 2 * x.shape().dim(3));
            x = block.at("upsamplers", 0).at("conv").conv(x);
        }
        return block.label(x);
    }
}
