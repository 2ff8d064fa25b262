package io.framefarm.worker.network.unet;

import io.framefarm.worker.checkpoint.layout.ControlNetConfig;
import io.framefarm.worker.checkpoint.layout.NetworkWeights;
import io.framefarm.worker.checkpoint.layout.UNetConfig;
import io.framefarm.worker.network.Block;
import io.framefarm.worker.onnx.Graph;
import io.framefarm.worker.onnx.GraphBuilder;
import io.framefarm.worker.onnx.Operators;
import io.framefarm.worker.onnx.Value;
import java.util.List;

/**
 * Tells the UNet what to add to its activations so that images follow a hint (Zhang et al. 2023, arXiv:2302.05543). It
 * knows no motion: frames are a batch of images.
 */
public final class ControlNetGraph {
    /** Input: noisy latents, [n, channels, height, width]. */
    public static final String SAMPLE = "sample";

    /** Input: [1]. */
    public static final String TIMESTEP = "timestep";

    /** Input: [texts, tokens, contextWidth], where n is a multiple of texts and consecutive images share one. */
    public static final String ENCODER_HIDDEN_STATES = "encoder_hidden_states";

    /** Input: hint images from 0 to 1, [n, hintChannels, 8 height, 8 width]. */
    public static final String HINT = "hint";

    private ControlNetGraph() {}

    /**
     * Builds the graph. Its outputs have the names of the UNet's inputs that they are for.
     *
     * @param height of the latents
     * @param width of the latents
     * @param texts one for all images or one for each
     */
    public static Graph build(
            NetworkWeights<ControlNetConfig> weights,
            int images,
            int height,
            int width,
            int texts,
            int tokens,
            Operators operators) {
        ControlNetConfig config = weights.config();
        UNetConfig unet = config.unet();
        GraphBuilder graph = new GraphBuilder(operators);
        Block net = Block.root(graph, weights);
        Value sample = graph.input(SAMPLE, images, unet.inChannels(), height, width);
        Value timestep = graph.floatInput(TIMESTEP, 1);
        Value text = graph.input(ENCODER_HIDDEN_STATES, texts, tokens, unet.contextWidth());
        long pixels = 1L << (config.hintWidths().size() - 1);
        Value hint = graph.input(HINT, images, config.hintChannels(), pixels * height, pixels * width);

        Value time = TimeEmbedding.of(
                        net.at("time_embedding"), timestep, unet.widths().get(0))
                .silu();
        UNetEncoder encoder = new UNetEncoder(
                net, new UNetLayer(unet, UNetLayer.norm(unet), new Told(time, text), 0, UNetLayer.End.NONE));
        Value first = net.at("conv_in").conv(sample).add(hint(net.at("controlnet_cond_embedding"), config, hint));
        List<Value> activations = encoder.down(first);
        for (int i = 0; i < activations.size(); i++) {
            graph.output(
                    UNetGraph.downResidual(i),
                    net.at("controlnet_down_blocks", i).conv(activations.get(i)));
        }
        Value middle = encoder.middle(activations.get(activations.size() - 1));
        graph.output(UNetGraph.MID_RESIDUAL, net.at("controlnet_mid_block").conv(middle));
        return graph.build();
    }

    /** From the hint images to what is added to the first convolution's output, [n, c, height, width]. */
    private static Value hint(Block block, ControlNetConfig config, Value hint) {
        Value x = block.at("conv_in").conv(hint).silu();
        for (int i = 0; i + 1 < config.hintWidths().size(); i++) {
            x = block.at("blocks", 2 * i).conv(x).silu();
            x = block.at("blocks", 2 * i + 1).conv(x, 2, 1, 1).silu(); // half the size
        }
        return block.at("conv_out").conv(x);
    }
}
