package io.framefarm.worker.network.unet;

import io.framefarm.worker.checkpoint.layout.MotionConfig;
import io.framefarm.worker.checkpoint.layout.NetworkWeights;
import io.framefarm.worker.checkpoint.layout.UNetConfig;
import io.framefarm.worker.network.Block;
import io.framefarm.worker.network.GroupNorm;
import io.framefarm.worker.onnx.GraphBuilder;
import io.framefarm.worker.onnx.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Adds the prediction of the noise in latents to a graph (Rombach et al. 2022, arXiv:2112.10752), with motion modules
 * between the blocks where there are any. Inside, all frames of all videos are one batch of images, [n, c, h, w] with n =
 * batch * frames.
 */
final class UNet {
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

    private UNet(
            GraphBuilder graph,
            NetworkWeights<UNetConfig> weights,
            Optional<NetworkWeights<MotionConfig>> motionWeights,
            MotionNorm motionNorm,
            UNetInput size) {
        this.config = weights.config();
        this.size = size;
        this.graph = graph;
        this.unet = Block.root(graph, weights);
        this.motion = motionWeights.map(each ->
                new Motion(Block.root(graph, each), new MotionModule(each.config(), motionNorm, size.frames())));
        GroupNorm perImage = UNetLayer.norm(config);
        boolean overFrames =
                motionWeights.map(each -> each.config().resnetNormOverFrames()).orElse(false);
        this.resnetNorm = overFrames ? perImage.over(size.frames()) : perImage;
    }

    /** The image UNet alone. */
    static UNet ofImages(GraphBuilder graph, NetworkWeights<UNetConfig> weights, UNetInput size) {
        return new UNet(graph, weights, Optional.empty(), MotionNorm.PER_FRAME, size);
    }

    /** The UNet with motion modules. */
    static UNet ofVideos(
            GraphBuilder graph,
            NetworkWeights<UNetConfig> weights,
            NetworkWeights<MotionConfig> motion,
            MotionNorm motionNorm,
            UNetInput size) {
        if (!motion.config().widths().equals(weights.config().widths())) {
            throw new IllegalArgumentException("motion modules of widths "
                    + motion.config().widths() + " do not fit a UNet of widths "
                    + weights.config().widths());
        }
        return new UNet(graph, weights, Optional.of(motion), motionNorm, size);
    }

    /** An input of latents, [batch, channels, frames, height, width], in floats. */
    Value latents(String name) {
        return graph.floatInput(name, size.batch(), config.inChannels(), size.frames(), size.height(), size.width());
    }

    /** Takes in the text, and the time at one step or several. */
    Told told(Value timesteps) {
        Value text = graph.input(UNetGraph.ENCODER_HIDDEN_STATES, size.texts(), size.tokens(), config.contextWidth());
        Value time = TimeEmbedding.of(
                unet.at("time_embedding"), timesteps, config.widths().get(0));
        return new Told(time.silu(), text);
    }

    /**
     * The noise in a sample.
     *
     * @param sample [batch, channels, frames, height, width]
     * @param step of those that are told
     */
    Value predict(Value sample, Told told, int step) {
        UNetLayer layer = new UNetLayer(config, resnetNorm, told, step, this::layerEnd);
        UNetEncoder encoder = new UNetEncoder(unet, layer);
        Value x = unet.at("conv_in").label(unet.at("conv_in").conv(framesAsImages(sample)));
        List<Value> activations = encoder.down(x);
        x = encoder.middle(activations.get(activations.size() - 1));
        Deque<Value> skips = new ArrayDeque<>();
        activations.forEach(skips::push);
        if (size.residuals()) {
            x = x.add(residual(UNetGraph.MID_RESIDUAL, x));
            skips.clear();
            for (int i = 0; i < activations.size(); i++) {
                Value skip = activations.get(i);
                skips.push(skip.add(residual(UNetGraph.downResidual(i), skip)));
            }
        }
        for (int up = 0; up < config.levels(); up++) {
            x = upBlock(up, x, layer, skips);
        }
        x = unet.at("conv_norm_out").label(unet.at("conv_norm_out").groupNorm(x, resnetNorm));
        return imagesAsFrames(unet.at("conv_out").conv(x.silu()));
    }

    private Value residual(String name, Value like) {
        return graph.input(name, like.shape().toArray());
    }

    /** The image's features come in before the last motion module of a down block, so that it sees them. */
    private Value layerEnd(String block, int layer, Value input) {
        Value x = input;
        if (size.imageFeatures() && block.startsWith("down_blocks.") && layer == config.layersPerBlock() - 1) {
            int level = Integer.parseInt(block.substring("down_blocks.".length()));
            x = x.add(graph.input(UNetGraph.imageFeature(level), x.shape().toArray()));
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
