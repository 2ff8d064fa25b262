package io.framefarm.worker.network.vae;

import io.framefarm.worker.checkpoint.layout.NetworkWeights;
import io.framefarm.worker.checkpoint.layout.VaeConfig;
import io.framefarm.worker.network.Block;
import io.framefarm.worker.onnx.Graph;
import io.framefarm.worker.onnx.GraphBuilder;
import io.framefarm.worker.onnx.Operators;
import io.framefarm.worker.onnx.Value;

/** From images to the distribution of their latents (Rombach et al. 2022, arXiv:2112.10752, section 3.1). */
public final class VaeEncoderGraph {
    /** Input: [n, imageChannels, height, width] from -1 to 1; height and width are multiples of 8. */
    public static final String IMAGE = "image";

    /** Output: [n, latentChannels, height/8, width/8], not scaled. */
    public static final String MEAN = "mean";

    /** Output: the logarithm of the variance, clamped to what {@code exp} can take; shaped as the mean. */
    public static final String LOGVAR = "logvar";

    private static final float MIN_LOGVAR = -30;
    private static final float MAX_LOGVAR = 20;

    private VaeEncoderGraph() {}

    /**
     * Builds the graph.
     *
     * @param height of the images, in pixels
     * @param width of the images, in pixels
     */
    public static Graph build(
            NetworkWeights<VaeConfig> weights, int images, int height, int width, Operators operators) {
        VaeConfig config = weights.config();
        int multiple = 1 << (config.levels() - 1);
        if (height % multiple != 0 || width % multiple != 0) {
            throw new IllegalArgumentException(
                    "image of " + width + "x" + height + " (allowed: multiples of " + multiple + ")");
        }
        GraphBuilder graph = new GraphBuilder(operators);
        Block vae = Block.root(graph, weights);
        Block encoder = vae.at("encoder");
        VaeBlocks blocks = VaeBlocks.withGroups(config.normGroups());

        Value x = encoder.at("conv_in").conv(graph.input(IMAGE, images, config.imageChannels(), height, width));
        for (int level = 0; level < config.levels(); level++) {
            x = downBlock(encoder.at("down_blocks", level), x, blocks, config, level < config.levels() - 1);
        }
        x = blocks.middle(encoder.at("mid_block"), x);
        Value moments = vae.at("quant_conv").conv(blocks.out(encoder, x)); // [n, 2 latentChannels, h/8, w/8]
        int latent = config.latentChannels();
        graph.output(MEAN, moments.slice(1, 0, latent));
        graph.output(LOGVAR, moments.slice(1, latent, 2L * latent).clip(MIN_LOGVAR, MAX_LOGVAR));
        return graph.build();
    }

    private static Value downBlock(Block block, Value input, VaeBlocks blocks, VaeConfig config, boolean halve) {
        Value x = input;
        for (int layer = 0; layer < config.layersPerBlock(); layer++) {
            x = blocks.resnet(block.at("resnets", layer), x);
        }
        if (halve) {
            // Padded at the right and at the bottom only.
            x = block.at("downsamplers", 0).at("conv").conv(x, 2, 0, 1);
        }
        return block.label(x);
    }
}
