package io.framefarm.training.network;

import io.framefarm.training.network.UNetBlock.Told;
import io.framefarm.training.tensor.Floats;
import io.framefarm.training.tensor.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The UNet from its input to its mid block, of which a ControlNet is a copy. */
final class WayDown {
    private static final int LAYERS = 2;

    private final UNetConfig config;
    private final Conv2d convIn;
    private final Linear timeIn;
    private final Linear timeOut;
    private final List<UNetBlock> blocks = new ArrayList<>();
    private final UNetBlock mid;
    private final List<Integer> skipWidths = new ArrayList<>();

    /**
     * What comes out of it.
     *
     * @param skips what the way up takes back, the earliest first
     */
    record Activations(List<Tensor> skips, Tensor middle) {}

    WayDown(UNetConfig config, Scope scope) {
        this.config = config;
        int first = config.width(0);
        convIn = scope.conv("conv_in", UNetConfig.LATENT_CHANNELS, first, 3);
        timeIn = scope.linear("time_embedding.linear_1", first, config.timeWidth());
        timeOut = scope.linear("time_embedding.linear_2", config.timeWidth(), config.timeWidth());
        skipWidths.add(first);
        for (int level = 0; level < config.levels(); level++) {
            blocks.add(block(scope, level));
        }
        mid = mid(scope.within("mid_block"));
    }

    private UNetBlock block(Scope unet, int level) {
        String path = "down_blocks." + level;
        Scope scope = unet.within(path);
        int width = config.width(level);
        List<ResnetBlock> resnets = new ArrayList<>();
        for (int j = 0; j < LAYERS; j++) {
            int in = j == 0 ? config.width(Math.max(0, level - 1)) : width;
            resnets.add(resnet(config, scope.within("resnets").within(j), in, width));
            skipWidths.add(width);
        }
        Optional<Conv2d> resize = Optional.empty();
        if (level < config.levels() - 1) {
            resize = Optional.of(scope.conv("downsamplers.0.conv", width, width, 3, 2, 1));
            skipWidths.add(width);
        }
        return new UNetBlock(path, resnets, attentions(config, scope, level, LAYERS), resize);
    }

    private UNetBlock mid(Scope scope) {
        int width = config.width(config.levels() - 1);
        Scope resnets = scope.within("resnets");
        return new UNetBlock(
                "mid_block",
                List.of(
                        resnet(config, resnets.within(0), width, width),
                        resnet(config, resnets.within(1), width, width)),
                List.of(SpatialTransformer.of(scope.within("attentions.0"), width, config)),
                Optional.empty());
    }

    static ResnetBlock resnet(UNetConfig config, Scope scope, int in, int out) {
        return ResnetBlock.ofUNet(scope, in, out, config.timeWidth(), config.groups());
    }

    static List<SpatialTransformer> attentions(UNetConfig config, Scope scope, int level, int layers) {
        List<SpatialTransformer> attentions = new ArrayList<>();
        for (int j = 0; j < layers && config.attendsAt(level); j++) {
            attentions.add(SpatialTransformer.of(scope.within("attentions").within(j), config.width(level), config));
        }
        return attentions;
    }

    /** Channels of each of the skips, the earliest first. */
    List<Integer> skipWidths() {
        return skipWidths;
    }

    /** [n, 4, h, w] to [n, width, h, w]. */
    Tensor first(Weights weights, Tensor latents) {
        return convIn.apply(weights, latents);
    }

    Activations apply(Weights weights, Tensor first, Told told) {
        List<Tensor> skips = new ArrayList<>(List.of(first));
        Tensor h = first;
        for (UNetBlock block : blocks) {
            for (int j = 0; j < block.resnets().size(); j++) {
                h = block.layer(weights, j, h, told);
                skips.add(h);
            }
            if (block.resize().isPresent()) {
                h = block.resize().get().apply(weights, h);
                skips.add(h);
            }
        }
        h = mid.layer(weights, 0, h, told);
        h = mid.resnets().get(1).apply(weights, h, told.time());
        return new Activations(skips, h);
    }

    /** [images, time]: sinusoids, cosines first, through two layers; each timestep for its video's frames. */
    Tensor embedTime(Weights weights, long[] timesteps, long images) {
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
