package io.framefarm.worker.checkpoint.layout;

import java.util.List;
import java.util.Map;

/**
 * The image encoder of AnimateLCM-I2V (arXiv:2402.00769): it turns the latent of an image into one map of features for
 * each level of the UNet. It is built as a T2I-Adapter (Mou et al. 2023, arXiv:2302.08453).
 *
 * @param widths channels of each level of the UNet, the finest first
 * @param blocksPerLevel residual blocks of a level
 */
public record ImageEncoderConfig(int latentChannels, List<Integer> widths, int blocksPerLevel)
        implements NetworkConfig {
    /** As published for Stable Diffusion 1.5. */
    public static final ImageEncoderConfig SD15 = new ImageEncoderConfig(4, List.of(320, 640, 1280, 1280), 2);

    public ImageEncoderConfig {
        widths = List.copyOf(widths);
        Checks.levels("image encoder", widths);
        Checks.positive("image encoder", "latentChannels", latentChannels);
        Checks.positive("image encoder", "blocksPerLevel", blocksPerLevel);
    }

    public int levels() {
        return widths.size();
    }

    @Override
    public Map<String, List<Long>> tensorShapes() {
        Shapes shapes = new Shapes();
        shapes.conv("conv_in", latentChannels, widths.get(0), 3);
        int in = widths.get(0);
        for (int block = 0; block < levels() * blocksPerLevel; block++) {
            int width = widths.get(block / blocksPerLevel);
            String layer = "body." + block;
            if (in != width) {
                shapes.conv(layer + ".in_conv", in, width, 1);
            }
            shapes.conv(layer + ".block1", width, width, 3);
            shapes.conv(layer + ".block2", width, width, 1);
            in = width;
        }
        return shapes.toMap();
    }
}
