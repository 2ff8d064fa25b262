package io.framefarm.training.network;

import io.framefarm.training.tensor.Floats;
import io.framefarm.training.tensor.Weights;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** The denoiser of Stable Diffusion 1.5 (Rombach et al., arXiv 2112.10752) in any width; predicts the noise. */
public final class UNet {
    private static final int DOWN_LAYERS = 2;
    private static final int UP_LAYERS = 3;

    private final UNetConfig config;
    private final Conv2d convIn;
    private final Linear timeIn;
    private final Linear timeOut;
    private final List<Block> downBlocks = new ArrayList<>();
    private final Block midBlock;
    private final List<Block> upBlocks = new ArrayList<>();
    private final GroupNorm normOut;
    private final Conv2d convOut;

    /** One resolution: resnets, the attentions after them, and the change of size at its end. */
    private record Block(
            String path, List<ResnetBlock> resnets, List<SpatialTransformer> attentions, Optional<Conv2d> resize) {
        Tensor layer(Weights weights, int layer, Tensor x, Context context) {
            Tensor h = resnets.get(layer).apply(weights, x, context.time);
            if (!attentions.isEmpty()) {
                h = attentions.get(layer).apply(weights, h, context.text);
            }
            return context.frames.at(path + ".motion_modules." + layer, h);
        }
    }

    private record Context(Tensor time, Tensor text, BetweenFrames frames) {}

    public UNet(UNetConfig config, Scope scope) {
        this.config = config;
        int first = config.width(0);
        convIn = scope.conv("conv_in", UNetConfig.LATENT_CHANNELS, first, 3);
        timeIn = scope.linear("time_embedding.linear_1", first, config.timeWidth());
        timeOut = scope.linear("time_embedding.linear_2", config.timeWidth(), config.timeWidth());
        Deque<Integer> skips = new ArrayDeque<>(List.of(first));
        for (int level = 0; level < config.levels(); level++) {
            downBlocks.add(downBlock(scope, level, skips));
        }
        midBlock = midBlock(scope.within("mid_block"));
        for (int i = 0; i < config.levels(); i++) {
            upBlocks.add(upBlock(scope, i, skips));
        }
        normOut = scope.groupNorm("conv_norm_out", config.groups(), first, 1e-5);
        convOut = scope.zeroConv("conv_out", first, UNetConfig.LATENT_CHANNELS, 3);
    }

    private Block downBlock(Scope unet, int level, Deque<Integer> skips) {
        String path = "down_blocks." + level;
        Scope scope = unet.within(path);
        int width = config.width(level);
        List<ResnetBlock> resnets = new ArrayList<>();
        for (int j = 0; j < DOWN_LAYERS; j++) {
            int in = j == 0 ? config.width(Math.max(0, level - 1)) : width;
            resnets.add(resnet(scope.within("resnets").within(j), in, width));
            skips.push(width);
        }
        Optional<Conv2d> resize = Optional.empty();
        if (level < config.levels() - 1) {
            resize = Optional.of(scope.conv("downsamplers.0.conv", width, width, 3, 2, 1));
            skips.push(width);
        }
        return new Block(path, resnets, attentions(scope, level, DOWN_LAYERS), resize);
    }

    private Block midBlock(Scope scope) {
        int width = config.width(config.levels() - 1);
        Scope resnets = scope.within("resnets");
        return new Block(
                "mid_block",
                List.of(resnet(resnets.within(0), width, width), resnet(resnets.within(1), width, width)),
                List.of(SpatialTransformer.of(scope.within("attentions.0"), width, config)),
                Optional.empty());
    }

    private Block upBlock(Scope unet, int i, Deque<Integer> skips) {
        String path = "up_blocks." + i;
        Scope scope = unet.within(path);
        int level = config.levels() - 1 - i;
        int width = config.width(level);
        List<ResnetBlock> resnets = new ArrayList<>();
        for (int j = 0; j < UP_LAYERS; j++) {
            int below = j == 0 ? config.width(Math.min(level + 1, config.levels() - 1)) : width;
            resnets.add(resnet(scope.within("resnets").within(j), below + skips.pop(), width));
        }
        Optional<Conv2d> resize =
                level > 0 ? Optional.of(scope.conv("upsamplers.0.conv", width, width, 3)) : Optional.empty();
        return new Block(path, resnets, attentions(scope, level, UP_LAYERS), resize);
    }

    private ResnetBlock resnet(Scope scope, int in, int out) {
        return ResnetBlock.ofUNet(scope, in, out, config.timeWidth(), config.groups());
    }

    private List<SpatialTransformer> attentions(Scope scope, int level, int layers) {
        List<SpatialTransformer> attentions = new ArrayList<>();
        for (int j = 0; j < layers && config.attendsAt(level); j++) {
            attentions.add(SpatialTransformer.of(scope.within("attentions").within(j), config.width(level), config));
        }
        return attentions;
    }

    /**
     * The noise in {@code latents}: [m * frames, 4, h, w], frames of one video side by side.
     *
     * @param timesteps one for each of the m videos
     * @param text [m, words, width]
     */
    public Tensor predictNoise(Weights weights, Tensor latents, long[] timesteps, Tensor text, BetweenFrames frames) {
        Tensor h = convIn.apply(weights, latents);
        Context context = new Context(embedTime(weights, timesteps, latents.size(0)), text, frames);
        Deque<Tensor> skips = new ArrayDeque<>(List.of(h));
        for (Block block : downBlocks) {
            for (int j = 0; j < block.resnets.size(); j++) {
                h = block.layer(weights, j, h, context);
                skips.push(h);
            }
            if (block.resize.isPresent()) {
                h = block.resize.get().apply(weights, h);
                skips.push(h);
            }
        }
        h = midBlock.layer(weights, 0, h, context);
        h = midBlock.resnets.get(1).apply(weights, h, context.time);
        for (Block block : upBlocks) {
            for (int j = 0; j < block.resnets.size(); j++) {
                Tensor joined = torch.cat(new TensorVector(h, skips.pop()), 1);
                h = block.layer(weights, j, joined, context);
            }
            if (block.resize.isPresent()) {
                h = block.resize.get().apply(weights, Resize.doubled(h));
            }
        }
        return convOut.apply(weights, torch.silu(normOut.apply(weights, h)));
    }

    /** [images, time]: sinusoids, cosines first, through two layers; each timestep for its video's frames. */
    private Tensor embedTime(Weights weights, long[] timesteps, long images) {
        int half = config.width(0) / 2;
        float[] waves = new float[timesteps.length * 2 * half];
        for (int row = 0; row < timesteps.length; row++) {
            for (int i = 0; i < half; i++) {
                double angle = timesteps[row] * Math.exp(-Math.log(10_000) * i / half);
                waves[(2 * row) * half + i] = (float) Math.cos(angle);
                waves[(2 * row + 1) * half + i] = (float) Math.sin(angle);
            }
        }
        Tensor x = Floats.tensor(waves, timesteps.length, 2L * half);
        Tensor embedding = timeOut.apply(weights, torch.silu(timeIn.apply(weights, x)));
        return embedding.repeat_interleave(images / timesteps.length, new LongOptional(0), new LongOptional());
    }
}
