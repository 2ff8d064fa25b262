package io.framefarm.training.network;

import io.framefarm.training.network.UNetBlock.Told;
import io.framefarm.training.network.WayDown.Activations;
import io.framefarm.training.tensor.Weights;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** The denoiser of Stable Diffusion 1.5 (Rombach et al., arXiv 2112.10752) in any width; predicts the noise. */
public final class UNet {
    private static final int UP_LAYERS = 3;

    private final UNetConfig config;
    private final WayDown wayDown;
    private final List<UNetBlock> upBlocks = new ArrayList<>();
    private final GroupNorm normOut;
    private final Conv2d convOut;

    public UNet(UNetConfig config, Scope scope) {
        this.config = config;
        int first = config.width(0);
        wayDown = new WayDown(config, scope);
        Deque<Integer> skips = new ArrayDeque<>();
        wayDown.skipWidths().forEach(skips::push);
        for (int i = 0; i < config.levels(); i++) {
            upBlocks.add(upBlock(scope, i, skips));
        }
        normOut = scope.groupNorm("conv_norm_out", config.groups(), first, 1e-5);
        convOut = scope.zeroConv("conv_out", first, UNetConfig.LATENT_CHANNELS, 3);
    }

    private UNetBlock upBlock(Scope unet, int i, Deque<Integer> skips) {
        String path = "up_blocks." + i;
        Scope scope = unet.within(path);
        int level = config.levels() - 1 - i;
        int width = config.width(level);
        List<ResnetBlock> resnets = new ArrayList<>();
        for (int j = 0; j < UP_LAYERS; j++) {
            int below = j == 0 ? config.width(Math.min(level + 1, config.levels() - 1)) : width;
            resnets.add(WayDown.resnet(config, scope.within("resnets").within(j), below + skips.pop(), width));
        }
        Optional<Conv2d> resize =
                level > 0 ? Optional.of(scope.conv("upsamplers.0.conv", width, width, 3)) : Optional.empty();
        return new UNetBlock(path, resnets, WayDown.attentions(config, scope, level, UP_LAYERS), resize);
    }

    /** As {@link #predictNoise(Weights, Tensor, long[], Tensor, BetweenFrames, Residuals)}, with no ControlNet. */
    public Tensor predictNoise(Weights weights, Tensor latents, long[] timesteps, Tensor text, BetweenFrames frames) {
        return predictNoise(weights, latents, timesteps, text, frames, Residuals.NONE);
    }

    /**
     * The noise in {@code latents}: [m * frames, 4, h, w], frames of one video side by side.
     *
     * @param timesteps one for each of the m videos
     * @param text [m, words, width]
     */
    public Tensor predictNoise(
            Weights weights, Tensor latents, long[] timesteps, Tensor text, BetweenFrames frames, Residuals residuals) {
        Tensor first = wayDown.first(weights, latents);
        Told told = new Told(wayDown.embedTime(weights, timesteps, latents.size(0)), text, frames);
        Activations down = wayDown.apply(weights, first, told);
        Deque<Tensor> skips = new ArrayDeque<>();
        for (int i = 0; i < down.skips().size(); i++) {
            skips.push(residuals.atSkip(i, down.skips().get(i)));
        }
        Tensor h = residuals.atMiddle(down.middle());
        for (UNetBlock block : upBlocks) {
            for (int j = 0; j < block.resnets().size(); j++) {
                Tensor joined = torch.cat(new TensorVector(h, skips.pop()), 1);
                h = block.layer(weights, j, joined, told);
            }
            if (block.resize().isPresent()) {
                h = block.resize().get().apply(weights, Resize.doubled(h));
            }
        }
        return convOut.apply(weights, torch.silu(normOut.apply(weights, h)));
    }
}
