package io.framefarm.worker.checkpoint.layout;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * The image UNet of Stable Diffusion (Rombach et al. 2022, arXiv:2112.10752).
 *
 * @param widths channels of each level, the finest first
 * @param attention whether the blocks of each level have spatial transformers; the mid block always has
 * @param heads attention heads of each level; the mid block has those of the last
 * @param layersPerBlock resnets of a down block; an up block has one more
 * @param transformerLayers transformer blocks inside one spatial transformer
 * @param linearProjection whether a spatial transformer's projections are linear layers instead of 1x1 convolutions
 */
public record UNetConfig(
        int inChannels,
        int outChannels,
        List<Integer> widths,
        List<Boolean> attention,
        List<Integer> heads,
        int layersPerBlock,
        int transformerLayers,
        int timeWidth,
        int contextWidth,
        int normGroups,
        boolean linearProjection)
        implements NetworkConfig {
    /** Stable Diffusion 1.5: 860 million parameters. */
    public static final UNetConfig SD15 = new UNetConfig(
            4,
            4,
            List.of(320, 640, 1280, 1280),
            List.of(true, true, true, false),
            List.of(8, 8, 8, 8),
            2,
            1,
            1280,
            768,
            32,
            false);

    public UNetConfig {
        widths = List.copyOf(widths);
        attention = List.copyOf(attention);
        heads = List.copyOf(heads);
        Checks.levels("UNet", widths, attention.size(), heads.size());
        Checks.positive("UNet", "layersPerBlock", layersPerBlock);
        Checks.positive("UNet", "transformerLayers", transformerLayers);
        Checks.divides("UNet", "normGroups", normGroups, widths);
        for (int level = 0; level < widths.size(); level++) {
            Checks.divides("UNet", "heads", heads.get(level), List.of(widths.get(level)));
        }
    }

    public int levels() {
        return widths.size();
    }

    UNetConfig withOutChannels(int channels) {
        return new UNetConfig(
                inChannels,
                channels,
                widths,
                attention,
                heads,
                layersPerBlock,
                transformerLayers,
                timeWidth,
                contextWidth,
                normGroups,
                linearProjection);
    }

    @Override
    public Map<String, List<Long>> tensorShapes() {
        Shapes shapes = new Shapes();
        upBlocks(shapes, wayDown(shapes));
        shapes.norm("conv_norm_out", widths.get(0));
        shapes.conv("conv_out", widths.get(0), outChannels, 3);
        return shapes.toMap();
    }

    /**
     * Lists everything up to the mid block, which a ControlNet copies. Returns the widths of the activations that the up
     * blocks take back, the latest on top.
     */
    Deque<Integer> wayDown(Shapes shapes) {
        shapes.conv("conv_in", inChannels, widths.get(0), 3);
        shapes.linear("time_embedding.linear_1", widths.get(0), timeWidth);
        shapes.linear("time_embedding.linear_2", timeWidth, timeWidth);
        Deque<Integer> skips = downBlocks(shapes);
        int deepest = widths.get(levels() - 1);
        resnet(shapes, "mid_block.resnets.0", deepest, deepest);
        spatialTransformer(shapes, "mid_block.attentions.0", deepest);
        resnet(shapes, "mid_block.resnets.1", deepest, deepest);
        return skips;
    }

    private Deque<Integer> downBlocks(Shapes shapes) {
        Deque<Integer> skips = new ArrayDeque<>(List.of(widths.get(0)));
        int in = widths.get(0);
        for (int level = 0; level < levels(); level++) {
            String block = "down_blocks." + level;
            int width = widths.get(level);
            for (int layer = 0; layer < layersPerBlock; layer++) {
                resnet(shapes, block + ".resnets." + layer, in, width);
                if (attention.get(level)) {
                    spatialTransformer(shapes, block + ".attentions." + layer, width);
                }
                skips.push(width);
                in = width;
            }
            if (level < levels() - 1) {
                shapes.conv(block + ".downsamplers.0.conv", width, width, 3);
                skips.push(width);
            }
        }
        return skips;
    }

    private void upBlocks(Shapes shapes, Deque<Integer> skips) {
        int in = widths.get(levels() - 1);
        for (int up = 0; up < levels(); up++) {
            String block = "up_blocks." + up;
            int level = levels() - 1 - up;
            int width = widths.get(level);
            for (int layer = 0; layer <= layersPerBlock; layer++) {
                resnet(shapes, block + ".resnets." + layer, in + skips.pop(), width);
                if (attention.get(level)) {
                    spatialTransformer(shapes, block + ".attentions." + layer, width);
                }
                in = width;
            }
            if (level > 0) {
                shapes.conv(block + ".upsamplers.0.conv", width, width, 3);
            }
        }
    }

    private void resnet(Shapes shapes, String layer, int in, int out) {
        shapes.norm(layer + ".norm1", in);
        shapes.conv(layer + ".conv1", in, out, 3);
        shapes.linear(layer + ".time_emb_proj", timeWidth, out);
        shapes.norm(layer + ".norm2", out);
        shapes.conv(layer + ".conv2", out, out, 3);
        if (in != out) {
            shapes.conv(layer + ".conv_shortcut", in, out, 1);
        }
    }

    private void spatialTransformer(Shapes shapes, String layer, int width) {
        shapes.norm(layer + ".norm", width);
        projection(shapes, layer + ".proj_in", width);
        for (int i = 0; i < transformerLayers; i++) {
            String block = layer + ".transformer_blocks." + i;
            shapes.norm(block + ".norm1", width);
            shapes.attention(block + ".attn1", width, width);
            shapes.norm(block + ".norm2", width);
            shapes.attention(block + ".attn2", width, contextWidth);
            shapes.norm(block + ".norm3", width);
            shapes.feedForward(block + ".ff", width);
        }
        projection(shapes, layer + ".proj_out", width);
    }

    private void projection(Shapes shapes, String layer, int width) {
        if (linearProjection) {
            shapes.linear(layer, width, width);
        } else {
            shapes.conv(layer, width, width, 1);
        }
    }
}
