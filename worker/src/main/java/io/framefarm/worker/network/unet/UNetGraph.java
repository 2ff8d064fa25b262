package io.framefarm.worker.network.unet;

import io.framefarm.worker.checkpoint.layout.MotionConfig;
import io.framefarm.worker.checkpoint.layout.NetworkWeights;
import io.framefarm.worker.checkpoint.layout.UNetConfig;
import io.framefarm.worker.network.Block;
import io.framefarm.worker.network.GroupNorm;
import io.framefarm.worker.onnx.Graph;
import io.framefarm.worker.onnx.GraphBuilder;
import io.framefarm.worker.onnx.Operators;
import io.framefarm.worker.onnx.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Predicts the noise in latents (Rombach et al. 2022, arXiv:2112.10752), with motion modules between the blocks where
 * there are any. Inside, all frames of all videos are one batch of images, [n, c, h, w] with n = batch * frames.
 */
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

    private final UNetConfig config;
    private final UNetInput size;
    private final GraphBuilder graph;
    private final Block unet;
    private final Optional<Motion> motion;
    private final GroupNorm resnetNorm;

    /** The motion modules and where their weights are. */
    private record Motion(Block root, MotionModule module) {
        Value of(String block, int layer, Value x) {
            boolean absent = block.equals("mid_block") && !module.config().midBlock();
            return absent ? x : module.of(root.at(block).at("motion_modules", layer), x);
        }
    }

    private UNetGraph(
            NetworkWeights<UNetConfig> weights,
            Optional<NetworkWeights<MotionConfig>> motionWeights,
            MotionNorm motionNorm,
            UNetInput size,
            Operators operators) {
        this.config = weights.config();
        this.size = size;
        this.graph = new GraphBuilder(operators);
        this.unet = Block.root(graph, weights);
        this.motion = motionWeights.map(each ->
                new Motion(Block.root(graph, each), new MotionModule(each.config(), motionNorm, size.frames())));
        GroupNorm perImage = UNetLayer.norm(config);
        boolean overFrames =
                motionWeights.map(each -> each.config().resnetNormOverFrames()).orElse(false);
        this.resnetNorm = overFrames ? perImage.over(size.frames()) : perImage;
    }

    /** The image UNet alone. */
    public static Graph images(NetworkWeights<UNetConfig> weights, UNetInput size, Operators operators) {
        return new UNetGraph(weights, Optional.empty(), MotionNorm.PER_FRAME, size, operators).build();
    }

    /** The UNet with motion modules. */
    public static Graph videos(
            NetworkWeights<UNetConfig> weights,
            NetworkWeights<MotionConfig> motion,
            MotionNorm motionNorm,
            UNetInput size,
            Operators operators) {
        if (!motion.config().widths().equals(weights.config().widths())) {
            throw new IllegalArgumentException("motion modules of widths "
                    + motion.config().widths() + " do not fit a UNet of widths "
                    + weights.config().widths());
        }
        return new UNetGraph(weights, Optional.of(motion), motionNorm, size, operators).build();
    }

    /** Input, if asked for: the image encoder's features of one level, [n, c, h, w]. */
    public static String imageFeature(int level) {
        return "image_feature." + level;
    }

    /** Input, if asked for: what a ControlNet adds to one of the activations that go up again, [n, c, h, w]. */
    public static String downResidual(int index) {
        return "down_residual." + index;
    }

    private Graph build() {
        Value sample =
                graph.input(SAMPLE, size.batch(), config.inChannels(), size.frames(), size.height(), size.width());
        Value timestep = graph.floatInput(TIMESTEP, 1);
        Value text = graph.input(ENCODER_HIDDEN_STATES, size.texts(), size.tokens(), config.contextWidth());

        Value time = TimeEmbedding.of(
                        unet.at("time_embedding"), timestep, config.widths().get(0))
                .silu();
        UNetLayer layer = new UNetLayer(config, resnetNorm, time, text, this::layerEnd);
        UNetEncoder encoder = new UNetEncoder(unet, layer);
        Value x = unet.at("conv_in").label(unet.at("conv_in").conv(framesAsImages(sample)));
        List<Value> activations = encoder.down(x);
        x = encoder.middle(activations.get(activations.size() - 1));
        Deque<Value> skips = new ArrayDeque<>();
        activations.forEach(skips::push);
        if (size.residuals()) {
            x = x.add(residual(MID_RESIDUAL, x));
            skips.clear();
            for (int i = 0; i < activations.size(); i++) {
                Value skip = activations.get(i);
                skips.push(skip.add(residual(downResidual(i), skip)));
            }
        }
        for (int up = 0; up < config.levels(); up++) {
            x = upBlock(up, x, layer, skips);
        }
        x = unet.at("conv_norm_out").label(unet.at("conv_norm_out").groupNorm(x, resnetNorm));
        x = unet.at("conv_out").conv(x.silu());
        graph.output(NOISE_PRED, imagesAsFrames(x));
        return graph.build();
    }

    private Value residual(String name, Value like) {
        return graph.input(name, like.shape().toArray());
    }

    /** The image's features come in before the last motion module of a down block, so that it sees them. */
    private Value layerEnd(String block, int layer, Value input) {
        Value x = input;
        if (size.imageFeatures() && block.startsWith("down_blocks.") && layer == config.layersPerBlock() - 1) {
            int level = Integer.parseInt(block.substring("down_blocks.".length()));
            x = x.add(graph.input(imageFeature(level), x.shape().toArray()));
        }
        Value told = x;
        return motion.map(each -> each.of(block, layer, told)).orElse(told);
    }

    private Value upBlock(int up, Value input, UNetLayer layer, Deque<Value> skips) {
        Block block = unet.at("up_blocks", up);
        int level = config.levels() - 1 - up;
        Value x = input;
        for (int i = 0; i <= config.layersPerBlock(); i++) {
            x = layer.of(block, i, level, x.concat(1, skips.pop()));
        }
        if (level > 0) {
            // Twice the size, unless halving an odd one had rounded up.
            Value like = skips.element();
            x = x.resizeNearest(like.shape().dim(2), like.shape().dim(3));
            x = block.at("upsamplers", 0).at("conv").conv(x);
        }
        return block.label(x);
    }

    private Value framesAsImages(Value video) {
        Value byFrame = size.frames() == 1 ? video : video.transpose(0, 2, 1, 3, 4); // [b, f, c, h, w]
        return byFrame.reshape((long) size.batch() * size.frames(), config.inChannels(), size.height(), size.width());
    }

    private Value imagesAsFrames(Value images) {
        int c = config.outChannels();
        if (size.frames() == 1) {
            return images.reshape(size.batch(), c, 1, size.height(), size.width());
        }
        return images.reshape(size.batch(), size.frames(), c, size.height(), size.width())
                .transpose(0, 2, 1, 3, 4);
    }
}
