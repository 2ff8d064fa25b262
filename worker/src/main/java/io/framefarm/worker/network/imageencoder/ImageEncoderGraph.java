package io.framefarm.worker.network.imageencoder;

import io.framefarm.worker.checkpoint.layout.ImageEncoderConfig;
import io.framefarm.worker.checkpoint.layout.NetworkWeights;
import io.framefarm.worker.network.Block;
import io.framefarm.worker.network.Sinusoids;
import io.framefarm.worker.onnx.Graph;
import io.framefarm.worker.onnx.GraphBuilder;
import io.framefarm.worker.onnx.Operators;
import io.framefarm.worker.onnx.Shape;
import io.framefarm.worker.onnx.Value;

/**
 * From the clean latent of an image to features for every frame and every level of the UNet: AnimateLCM-I2V
 * (arXiv:2402.00769), with the network of T2I-Adapter (Mou et al. 2023, arXiv:2302.08453). The frames differ by their
 * position alone, so the more it counts, the more they move.
 */
public final class ImageEncoderGraph {
    /** Input: the image's latent, scaled as the UNet sees latents, [1, latentChannels, height, width]. */
    public static final String LATENT = "latent";

    /** Input: how much the position of a frame counts, [1]; 0.8 is the authors' choice. */
    public static final String MOTION_SCALE = "motion_scale";

    private ImageEncoderGraph() {}

    /** Output: features of one level, [frames, c, h, w], where h and w are the latent's halved level times. */
    public static String feature(int level) {
        return "feature." + level;
    }

    /**
     * Builds the graph.
     *
     * @param height of the latent
     * @param width of the latent
     */
    public static Graph build(
            NetworkWeights<ImageEncoderConfig> weights, int frames, int height, int width, Operators operators) {
        ImageEncoderConfig config = weights.config();
        GraphBuilder graph = new GraphBuilder(operators);
        Block encoder = Block.root(graph, weights);
        Value latent = graph.input(LATENT, 1, config.latentChannels(), height, width);
        Value scale = graph.input(MOTION_SCALE, 1);

        int first = config.widths().get(0);
        Value positions =
                graph.constant("positions", Shape.of(frames, first, 1, 1), Sinusoids.positions(frames, first));
        Value x = encoder.at("conv_in").conv(latent).add(positions.mul(scale)); // [frames, c, h, w]
        for (int level = 0; level < config.levels(); level++) {
            if (level > 0) {
                x = halve(x);
            }
            for (int i = 0; i < config.blocksPerLevel(); i++) {
                x = block(encoder.at("body", level * config.blocksPerLevel() + i), x);
            }
            graph.output(feature(level), x);
        }
        return graph.build();
    }

    private static Value block(Block block, Value input) {
        Value x = block.at("in_conv").exists() ? block.at("in_conv").conv(input) : input;
        Value inner = block.at("block1").conv(x).relu();
        return block.label(block.at("block2").conv(inner).add(x));
    }

    /** Averages squares of four pixels; an odd side repeats its last row or column. */
    private static Value halve(Value x) {
        return evened(evened(x, 2), 3).averagePool(2);
    }

    private static Value evened(Value x, int axis) {
        long size = x.shape().dim(axis);
        return size % 2 == 0 ? x : x.concat(axis, x.slice(axis, size - 1, size));
    }
}
