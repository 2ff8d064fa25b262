package io.framefarm.worker.checkpoint.layout;

import java.util.List;
import java.util.Map;

/**
 * The motion modules of AnimateDiff (Guo et al. 2023, arXiv:2307.04725) and AnimateLCM (arXiv:2402.00769).
 *
 * @param widths channels of each level of the UNet they are for, the finest first
 * @param layersPerBlock modules of a down block; an up block has one more
 * @param midBlock whether the mid block has a module
 * @param transformerLayers transformer blocks inside one module
 * @param storedPositions rows of the position encoding in the file; 0 if it has to be computed
 */
public record MotionConfig(
        List<Integer> widths,
        int layersPerBlock,
        boolean midBlock,
        int transformerLayers,
        int heads,
        int normGroups,
        int storedPositions)
        implements NetworkConfig {
    /** AnimateLCM for Stable Diffusion 1.5, which computes its positions. */
    public static final MotionConfig ANIMATE_LCM =
            new MotionConfig(List.of(320, 640, 1280, 1280), 2, true, 1, 8, 32, 0);

    /** AnimateDiff v1 was trained on 24 positions, and all later versions on 32. */
    private static final int VERSION_1_POSITIONS = 24;

    public MotionConfig {
        widths = List.copyOf(widths);
        Checks.levels("motion modules", widths);
        Checks.positive("motion modules", "layersPerBlock", layersPerBlock);
        Checks.positive("motion modules", "transformerLayers", transformerLayers);
        Checks.divides("motion modules", "heads", heads, widths);
        Checks.divides("motion modules", "normGroups", normGroups, widths);
    }

    public int levels() {
        return widths.size();
    }

    /**
     * Whether the modules expect the group norms of the image UNet's resnets to take their statistics over all frames,
     * as AnimateDiff v1 was trained; later versions normalise each frame for itself.
     */
    public boolean resnetNormOverFrames() {
        return !midBlock && storedPositions == VERSION_1_POSITIONS;
    }

    @Override
    public Map<String, List<Long>> tensorShapes() {
        Shapes shapes = new Shapes();
        for (int level = 0; level < levels(); level++) {
            for (int layer = 0; layer < layersPerBlock; layer++) {
                module(shapes, "down_blocks." + level + ".motion_modules." + layer, widths.get(level));
            }
        }
        if (midBlock) {
            module(shapes, "mid_block.motion_modules.0", widths.get(levels() - 1));
        }
        for (int up = 0; up < levels(); up++) {
            for (int layer = 0; layer <= layersPerBlock; layer++) {
                module(shapes, "up_blocks." + up + ".motion_modules." + layer, widths.get(levels() - 1 - up));
            }
        }
        return shapes.toMap();
    }

    private void module(Shapes shapes, String layer, int width) {
        shapes.norm(layer + ".norm", width);
        shapes.linear(layer + ".proj_in", width, width);
        for (int i = 0; i < transformerLayers; i++) {
            String block = layer + ".transformer_blocks." + i;
            if (storedPositions > 0) {
                shapes.put(block + ".pos_embed.pe", 1, storedPositions, width);
            }
            shapes.norm(block + ".norm1", width);
            shapes.attention(block + ".attn1", width, width);
            shapes.norm(block + ".norm2", width);
            shapes.attention(block + ".attn2", width, width);
            shapes.norm(block + ".norm3", width);
            shapes.feedForward(block + ".ff", width);
        }
        shapes.linear(layer + ".proj_out", width, width);
    }
}
