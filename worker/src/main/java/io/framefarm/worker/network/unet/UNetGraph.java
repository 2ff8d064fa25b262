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

    /** Output: [batch, channels, frames, height, width]. */
    public static final String NOISE_PRED = "noise_pred";

    private static final double NORM_EPSILON = 1e-5;

    private final UNetConfig config;
    private final UNetInput size;
    private final GraphBuilder graph;
    private final Block unet;
    private final Optional<Motion> motion;
    private final GroupNorm resnetNorm;

    /** The motion modules and where their weights are. */
    private record Motion(Block root, MotionModule module) {}

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
        GroupNorm perImage = GroupNorm.perImage(config.normGroups(), NORM_EPSILON);
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

    private Graph build() {
        Value sample =
                graph.input(SAMPLE, size.batch(), config.inChannels(), size.frames(), size.height(), size.width());
        Value timestep = graph.input(TIMESTEP, 1);
        Value text = graph.input(ENCODER_HIDDEN_STATES, size.texts(), size.tokens(), config.contextWidth());

        Value time = TimeEmbedding.of(
                        unet.at("time_embedding"), timestep, config.widths().get(0))
                .silu();
        Deque<Value> skips = new ArrayDeque<>();
        Value x = unet.at("conv_in").label(unet.at("conv_in").conv(framesAsImages(sample)));
        skips.push(x);
        for (int level = 0; level < config.levels(); level++) {
            x = downBlock(level, x, time, text, skips);
        }
        x = midBlock(x, time, text);
        for (int up = 0; up < config.levels(); up++) {
            x = upBlock(up, x, time, text, skips);
        }
        x = unet.at("conv_norm_out").label(unet.at("conv_norm_out").groupNorm(x, resnetNorm));
        x = unet.at("conv_out").conv(x.silu());
        graph.output(NOISE_PRED, imagesAsFrames(x));
        return graph.build();
    }

    private Value downBlock(int level, Value input, Value time, Value text, Deque<Value> skips) {
        Block block = unet.at("down_blocks", level);
        Value x = input;
        for (int layer = 0; layer < config.layersPerBlock(); layer++) {
            x = layer(block, layer, level, x, time, text);
            skips.push(x);
        }
        if (level < config.levels() - 1) {
            Block downsampler = block.at("downsamplers", 0);
            x = downsampler.label(downsampler.at("conv").conv(x, 2, 1, 1)); // half the size
            skips.push(x);
        }
        return block.label(x);
    }

    private Value midBlock(Value input, Value time, Value text) {
        Block block = unet.at("mid_block");
        Value x = ResnetBlock.of(block.at("resnets", 0), input, time, resnetNorm);
        x = spatialTransformer(config.levels() - 1).of(block.at("attentions", 0), x, text);
        if (motion.isPresent() && motion.get().module().config().midBlock()) {
            x = motionModule("mid_block", 0, x);
        }
        return block.label(ResnetBlock.of(block.at("resnets", 1), x, time, resnetNorm));
    }

    private Value upBlock(int up, Value input, Value time, Value text, Deque<Value> skips) {
        Block block = unet.at("up_blocks", up);
        int level = config.levels() - 1 - up;
        Value x = input;
        for (int layer = 0; layer <= config.layersPerBlock(); layer++) {
            x = layer(block, layer, level, x.concat(1, skips.pop()), time, text);
        }
        if (level > 0) {
            // Twice the size, unless halving an odd one had rounded up.
            Value like = skips.element();
            x = x.resizeNearest(like.shape().dim(2), like.shape().dim(3));
            x = block.at("upsamplers", 0).at("conv").conv(x);
        }
        return block.label(x);
    }

    /** A resnet block, then the transformers over space and over time where this level has them. */
    private Value layer(Block block, int layer, int level, Value input, Value time, Value text) {
        Value x = ResnetBlock.of(block.at("resnets", layer), input, time, resnetNorm);
        if (config.attention().get(level)) {
            x = spatialTransformer(level).of(block.at("attentions", layer), x, text);
        }
        return motionModule(block.path(), layer, x);
    }

    private SpatialTransformer spatialTransformer(int level) {
        return new SpatialTransformer(config.transformerLayers(), config.heads().get(level), config.normGroups());
    }

    private Value motionModule(String block, int layer, Value x) {
        return motion.map(each -> each.module().of(each.root().at(block).at("motion_modules", layer), x))
                .orElse(x);
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
