package io.framefarm.training.network;

import io.framefarm.training.tensor.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** The image autoencoder of Stable Diffusion: 8 x 8 pixels to one latent of 4 channels, and back. */
public final class Vae {
    /** The latents that the diffusion sees are the encoder's means times this, as in Stable Diffusion. */
    public static final double SCALING_FACTOR = 0.18215;

    private static final int CHANNELS = UNetConfig.LATENT_CHANNELS;
    private static final double EPSILON = 1e-6;

    private final VaeConfig config;
    private final Half encoder;
    private final Half decoder;
    private final Conv2d quantConv;
    private final Conv2d postQuantConv;

    /** Mean and logarithm of the variance of the latents of an image: [n, 4, h/8, w/8]. */
    public record Posterior(Tensor mean, Tensor logVariance) {}

    private record Block(List<ResnetBlock> resnets, Optional<Conv2d> resize) {}

    private record Mid(ResnetBlock first, GroupNorm norm, Attention attention, ResnetBlock second) {
        Tensor apply(Weights weights, Tensor x) {
            Tensor h = first.apply(weights, x);
            Tensor places = norm.apply(weights, h).flatten(2, 3).transpose(1, 2); // [n, h*w, c]
            Tensor mixed = attention.toItself(weights, places, false).transpose(1, 2);
            return second.apply(weights, h.add(mixed.reshape(h.size(0), h.size(1), h.size(2), h.size(3))));
        }
    }

    private record Half(Conv2d convIn, List<Block> blocks, Mid mid, GroupNorm normOut, Conv2d convOut) {}

    public Vae(VaeConfig config, Scope scope) {
        this.config = config;
        encoder = encoder(scope.within("encoder"));
        decoder = decoder(scope.within("decoder"));
        quantConv = scope.conv("quant_conv", 2 * CHANNELS, 2 * CHANNELS, 1);
        postQuantConv = scope.conv("post_quant_conv", CHANNELS, CHANNELS, 1);
    }

    private Half encoder(Scope scope) {
        Conv2d convIn = scope.conv("conv_in", 3, config.widths().get(0), 3);
        List<Block> blocks = new ArrayList<>();
        int levels = config.widths().size();
        for (int i = 0; i < levels; i++) {
            Scope block = scope.within("down_blocks").within(i);
            int width = config.widths().get(i);
            int in = config.widths().get(Math.max(0, i - 1));
            Optional<Conv2d> resize = i < levels - 1
                    ? Optional.of(block.conv("downsamplers.0.conv", width, width, 3, 2, 0))
                    : Optional.empty();
            blocks.add(new Block(resnets(block, in, width, 2), resize));
        }
        return half(scope, convIn, blocks, config.deepest(), 2 * CHANNELS);
    }

    private Half decoder(Scope scope) {
        Conv2d convIn = scope.conv("conv_in", CHANNELS, config.deepest(), 3);
        List<Block> blocks = new ArrayList<>();
        int levels = config.widths().size();
        for (int i = 0; i < levels; i++) {
            Scope block = scope.within("up_blocks").within(i);
            int level = levels - 1 - i;
            int width = config.widths().get(level);
            int in = config.widths().get(Math.min(level + 1, levels - 1));
            Optional<Conv2d> resize =
                    level > 0 ? Optional.of(block.conv("upsamplers.0.conv", width, width, 3)) : Optional.empty();
            blocks.add(new Block(resnets(block, in, width, 3), resize));
        }
        return half(scope, convIn, blocks, config.widths().get(0), 3);
    }

    private Half half(Scope scope, Conv2d convIn, List<Block> blocks, int last, int out) {
        return new Half(
                convIn,
                blocks,
                mid(scope.within("mid_block")),
                scope.groupNorm("conv_norm_out", config.groups(), last, EPSILON),
                scope.conv("conv_out", last, out, 3));
    }

    private Mid mid(Scope scope) {
        int width = config.deepest();
        Scope attention = scope.within("attentions.0");
        return new Mid(
                ResnetBlock.ofVae(scope.within("resnets.0"), width, width, config.groups()),
                attention.groupNorm("group_norm", config.groups(), width, EPSILON),
                Attention.ofVae(attention, width),
                ResnetBlock.ofVae(scope.within("resnets.1"), width, width, config.groups()));
    }

    private List<ResnetBlock> resnets(Scope block, int in, int width, int layers) {
        List<ResnetBlock> resnets = new ArrayList<>();
        for (int j = 0; j < layers; j++) {
            Scope scope = block.within("resnets").within(j);
            resnets.add(ResnetBlock.ofVae(scope, j == 0 ? in : width, width, config.groups()));
        }
        return resnets;
    }

    /** Pixels [n, 3, h, w] between -1 and 1 to the distribution of their latents. */
    public Posterior encode(Weights weights, Tensor pixels) {
        Tensor h = encoder.convIn.apply(weights, pixels);
        for (Block block : encoder.blocks) {
            for (ResnetBlock resnet : block.resnets) {
                h = resnet.apply(weights, h);
            }
            if (block.resize.isPresent()) {
                h = block.resize.get().apply(weights, Resize.paddedRightAndBottom(h));
            }
        }
        h = encoder.mid.apply(weights, h);
        h = encoder.convOut.apply(weights, torch.silu(encoder.normOut.apply(weights, h)));
        TensorVector halves = quantConv.apply(weights, h).chunk(2, 1);
        Tensor logVariance = halves.get(1).clamp(optional(-30), optional(20));
        return new Posterior(halves.get(0), logVariance);
    }

    /** Latents [n, 4, h/8, w/8] as the encoder gives them to pixels [n, 3, h, w] around -1 to 1. */
    public Tensor decode(Weights weights, Tensor latents) {
        Tensor h = decoder.convIn.apply(weights, postQuantConv.apply(weights, latents));
        h = decoder.mid.apply(weights, h);
        for (Block block : decoder.blocks) {
            for (ResnetBlock resnet : block.resnets) {
                h = resnet.apply(weights, h);
            }
            if (block.resize.isPresent()) {
                h = block.resize.get().apply(weights, Resize.doubled(h));
            }
        }
        return decoder.convOut.apply(weights, torch.silu(decoder.normOut.apply(weights, h)));
    }

    private static ScalarOptional optional(double value) {
        return new ScalarOptional(new Scalar(value));
    }
}
