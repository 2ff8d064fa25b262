package io.framefarm.worker.checkpoint.layout;

import java.util.List;
import java.util.Map;

/**
 * The image autoencoder of Stable Diffusion: encoder, decoder and the two 1x1 convolutions around the latents.
 *
 * @param widths channels of each level, the finest first
 * @param layersPerBlock resnets of an encoder level; a decoder level has one more
 * @param scalingFactor what latents are multiplied with before the UNet sees them
 */
public record VaeConfig(
        int imageChannels,
        int latentChannels,
        List<Integer> widths,
        int layersPerBlock,
        int normGroups,
        double scalingFactor)
        implements NetworkConfig {
    /** The autoencoder of all Stable Diffusion 1.x models. */
    public static final VaeConfig SD15 = new VaeConfig(3, 4, List.of(128, 256, 512, 512), 2, 32, 0.18215);

    public VaeConfig {
        widths = List.copyOf(widths);
        Checks.levels("VAE", widths);
        Checks.positive("VAE", "layersPerBlock", layersPerBlock);
        Checks.divides("VAE", "normGroups", normGroups, widths);
    }

    public int levels() {
        return widths.size();
    }

    @Override
    public Map<String, List<Long>> tensorShapes() {
        Shapes shapes = new Shapes();
        encoder(shapes);
        shapes.conv("quant_conv", 2L * latentChannels, 2L * latentChannels, 1);
        shapes.conv("post_quant_conv", latentChannels, latentChannels, 1);
        decoder(shapes);
        return shapes.toMap();
    }

    private void encoder(Shapes shapes) {
        shapes.conv("encoder.conv_in", imageChannels, widths.get(0), 3);
        int in = widths.get(0);
        for (int level = 0; level < levels(); level++) {
            String block = "encoder.down_blocks." + level;
            int width = widths.get(level);
            for (int layer = 0; layer < layersPerBlock; layer++) {
                resnet(shapes, block + ".resnets." + layer, in, width);
                in = width;
            }
            if (level < levels() - 1) {
                shapes.conv(block + ".downsamplers.0.conv", width, width, 3);
            }
        }
        middle(shapes, "encoder.mid_block", in);
        shapes.norm("encoder.conv_norm_out", in);
        // Mean and logarithm of the variance.
        shapes.conv("encoder.conv_out", in, 2L * latentChannels, 3);
    }

    private void decoder(Shapes shapes) {
        int in = widths.get(levels() - 1);
        shapes.conv("decoder.conv_in", latentChannels, in, 3);
        middle(shapes, "decoder.mid_block", in);
        for (int up = 0; up < levels(); up++) {
            String block = "decoder.up_blocks." + up;
            int width = widths.get(levels() - 1 - up);
            for (int layer = 0; layer <= layersPerBlock; layer++) {
                resnet(shapes, block + ".resnets." + layer, in, width);
                in = width;
            }
            if (up < levels() - 1) {
                shapes.conv(block + ".upsamplers.0.conv", width, width, 3);
            }
        }
        shapes.norm("decoder.conv_norm_out", in);
        shapes.conv("decoder.conv_out", in, imageChannels, 3);
    }

    private static void middle(Shapes shapes, String block, int width) {
        resnet(shapes, block + ".resnets.0", width, width);
        String attention = block + ".attentions.0";
        shapes.norm(attention + ".group_norm", width);
        shapes.linear(attention + ".to_q", width, width);
        shapes.linear(attention + ".to_k", width, width);
        shapes.linear(attention + ".to_v", width, width);
        shapes.linear(attention + ".to_out.0", width, width);
        resnet(shapes, block + ".resnets.1", width, width);
    }

    private static void resnet(Shapes shapes, String layer, int in, int out) {
        shapes.norm(layer + ".norm1", in);
        shapes.conv(layer + ".conv1", in, out, 3);
        shapes.norm(layer + ".norm2", out);
        shapes.conv(layer + ".conv2", out, out, 3);
        if (in != out) {
            shapes.conv(layer + ".conv_shortcut", in, out, 1);
        }
    }
}
