package io.framefarm.worker.network.unet;

import io.framefarm.worker.checkpoint.layout.MotionConfig;
import io.framefarm.worker.checkpoint.layout.NetworkWeights;
import io.framefarm.worker.checkpoint.layout.UNetConfig;
import io.framefarm.worker.onnx.Graph;
import io.framefarm.worker.onnx.GraphBuilder;
import io.framefarm.worker.onnx.Operators;
import io.framefarm.worker.onnx.Value;

/** One prediction of the noise in latents. */
public final class UNetGraph {
    /** Input: [batch, channels, frames, height, width]. */
    public static final String SAMPLE = "sample";

    /** Input: [1]; need not be whole. */
    public static final String TIMESTEP = "timestep";

    /** Input: [texts, tokens, contextWidth]. */
    public static final String ENCODER_HIDDEN_STATES = "encoder_hidden_states";

    /** Input, if asked for: what a ControlNet adds after the mid block, [n, c, h, w]. */
    public static final String MID_RESIDUAL = "mid_residual";

    /** Output: [batch, channels, frames, height, width]. */
    public static final String NOISE_PRED = "noise_pred";

    private UNetGraph() {}

    /** The image UNet alone. */
    public static Graph images(NetworkWeights<UNetConfig> weights, UNetInput size, Operators operators) {
        GraphBuilder graph = new GraphBuilder(operators);
        return build(graph, UNet.ofImages(graph, weights, size));
    }

    /** The UNet with motion modules. */
    public static Graph videos(
            NetworkWeights<UNetConfig> weights,
            NetworkWeights<MotionConfig> motion,
            MotionNorm motionNorm,
            UNetInput size,
            Operators operators) {
        GraphBuilder graph = new GraphBuilder(operators);
        return build(graph, UNet.ofVideos(graph, weights, motion, motionNorm, size));
    }

    /** Input, if asked for: the image encoder's features of one level, [n, c, h, w]. */
    public static String imageFeature(int level) {
        return "image_feature." + level;
    }

    /** Input, if asked for: what a ControlNet adds to one of the activations that go up again, [n, c, h, w]. */
    public static String downResidual(int index) {
        return "down_residual." + index;
    }

    private static Graph build(GraphBuilder graph, UNet unet) {
        Value sample = unet.latents(SAMPLE).as(graph.numbers());
        Told told = unet.told(graph.floatInput(TIMESTEP, 1));
        graph.output(NOISE_PRED, unet.predict(sample, told, 0));
        return graph.build();
    }
}
