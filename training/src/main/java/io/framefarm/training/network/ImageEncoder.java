package io.framefarm.training.network;

import io.framefarm.training.tensor.Floats;
import io.framefarm.training.tensor.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The image encoder of AnimateLCM-I2V (Wang et al., arXiv 2402.00769), built as a T2I-Adapter (Mou et al., arXiv
 * 2302.08453): the latent of an image becomes features for every frame and every level of the UNet.
 */
public final class ImageEncoder {
    private static final int BLOCKS_PER_LEVEL = 2;
    private static final int LAST_LAYER = 1;

    private final int width;
    private final int levels;
    private final Conv2d convIn;
    private final List<Block> blocks = new ArrayList<>();

    private record Block(Optional<Conv2d> convIn, Conv2d first, Conv2d second) {
        Tensor apply(Weights weights, Tensor input) {
            Tensor x = convIn.isPresent() ? convIn.get().apply(weights, input) : input;
            return second.apply(weights, torch.relu(first.apply(weights, x))).add(x);
        }
    }

    public ImageEncoder(UNetConfig config, Scope scope) {
        width = config.width(0);
        levels = config.levels();
        convIn = scope.conv("conv_in", UNetConfig.LATENT_CHANNELS, width, 3);
        int in = width;
        for (int i = 0; i < levels * BLOCKS_PER_LEVEL; i++) {
            int out = config.width(i / BLOCKS_PER_LEVEL);
            Scope block = scope.within("body").within(i);
            blocks.add(new Block(
                    in == out ? Optional.empty() : Optional.of(block.conv("in_conv", in, out, 1)),
                    block.conv("block1", out, out, 3),
                    block.zeroConv("block2", out, out, 1)));
            in = out;
        }
    }

    /**
     * Features of each level: [videos * frames, c, h, w] with sides halved from level to level.
     *
     * @param latents of one image a video, [videos, 4, h, w]
     * @param motionScale how much a frame's position counts
     */
    public List<Tensor> features(Weights weights, Tensor latents, int frames, double motionScale) {
        long videos = latents.size(0);
        Tensor images =
                convIn.apply(weights, latents).repeat_interleave(frames, new LongOptional(0), new LongOptional());
        Tensor x = images.add(positions((int) videos, frames).mul(new Scalar(motionScale)));
        List<Tensor> features = new ArrayList<>();
        for (int level = 0; level < levels; level++) {
            if (level > 0) {
                x = torch.avg_pool2d(x, 2, 2);
            }
            for (int i = 0; i < BLOCKS_PER_LEVEL; i++) {
                x = blocks.get(level * BLOCKS_PER_LEVEL + i).apply(weights, x);
            }
            features.add(x);
        }
        return features;
    }

    /** Adds the features of each level behind the last layer of its down block, before the motion module there. */
    public static BetweenFrames guiding(List<Tensor> features, BetweenFrames motion) {
        return (position, x) -> {
            Tensor told = x;
            for (int level = 0; level < features.size(); level++) {
                if (position.equals("down_blocks." + level + ".motion_modules." + LAST_LAYER)) {
                    told = x.add(features.get(level));
                }
            }
            return motion.at(position, told);
        };
    }

    /** [videos * frames, width, 1, 1]: sines at even, cosines at odd channels (Vaswani et al., arXiv 1706.03762). */
    private Tensor positions(int videos, int frames) {
        float[] waves = new float[videos * frames * width];
        for (int image = 0; image < videos * frames; image++) {
            for (int i = 0; i < width; i += 2) {
                double angle = image % frames * Math.exp(-Math.log(10_000) * i / width);
                waves[image * width + i] = (float) Math.sin(angle);
                waves[image * width + i + 1] = (float) Math.cos(angle);
            }
        }
        return Floats.tensor(waves, (long) videos * frames, width, 1, 1);
    }
}
