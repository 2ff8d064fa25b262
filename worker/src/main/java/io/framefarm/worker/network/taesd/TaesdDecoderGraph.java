package io.framefarm.worker.network.taesd;

import io.framefarm.worker.checkpoint.layout.NetworkWeights;
import io.framefarm.worker.checkpoint.layout.TaesdConfig;
import io.framefarm.worker.network.Block;
import io.framefarm.worker.network.vae.VaeDecoderGraph;
import io.framefarm.worker.onnx.Graph;
import io.framefarm.worker.onnx.GraphBuilder;
import io.framefarm.worker.onnx.Operators;
import io.framefarm.worker.onnx.Value;

/**
 * From latents to rough images, in a fraction of the time that the VAE's decoder takes (github.com/madebyollin/taesd). It
 * takes and gives what that one does, and can stand in for it.
 */
public final class TaesdDecoderGraph {
    /** Input: [n, latentChannels, height, width], scaled as the UNet sees them. */
    public static final String LATENTS = VaeDecoderGraph.LATENTS;

    /** Output: [n, imageChannels, 8 height, 8 width], nominally from -1 to 1 but not clamped. */
    public static final String IMAGE = VaeDecoderGraph.IMAGE;

    private static final float LATENT_LIMIT = 3;
    private static final int DOUBLINGS = 3;
    private static final int BLOCKS_PER_SIZE = 3;

    private TaesdDecoderGraph() {}

    /**
     * Builds the graph.
     *
     * @param height of the latents
     * @param width of the latents
     */
    public static Graph build(
            NetworkWeights<TaesdConfig> weights, int images, int height, int width, Operators operators) {
        TaesdConfig config = weights.config();
        if (config.part() != TaesdConfig.Part.DECODER) {
            throw new IllegalArgumentException("TAESD: the weights are of the encoder (allowed: the decoder's)");
        }
        GraphBuilder graph = new GraphBuilder(operators);
        Block layers = Block.root(graph, weights).at("decoder");

        Value latents = graph.input(LATENTS, images, config.latentChannels(), height, width);
        Value x = latents.mul(1 / LATENT_LIMIT).tanh().mul(LATENT_LIMIT);
        x = layers.at("layers", 0).conv(x).relu();
        int next = 2; // layer 1 is the activation
        for (int size = 0; size < DOUBLINGS; size++) {
            for (int i = 0; i < BLOCKS_PER_SIZE; i++) {
                x = block(layers.at("layers", next++), x);
            }
            x = x.resizeNearest(2 * x.shape().dim(2), 2 * x.shape().dim(3));
            next++; // the enlarging is a layer of its own
            x = layers.at("layers", next++).conv(x);
        }
        x = block(layers.at("layers", next++), x);
        Value unit = layers.at("layers", next).conv(x); // nominally from 0 to 1
        graph.output(IMAGE, unit.mul(2).add(-1));
        return graph.build();
    }

    private static Value block(Block block, Value x) {
        Value h = block.at("conv", 0).conv(x).relu();
        h = block.at("conv", 2).conv(h).relu();
        h = block.at("conv", 4).conv(h);
        return h.add(x).relu();
    }
}
