package io.framefarm.worker.checkpoint.layout;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * A ControlNet (Zhang et al. 2023, arXiv:2302.05543): a copy of the UNet's way down that sees a hint image, too, and tells
 * the UNet what to add to its activations.
 *
 * @param unet the UNet whose way down it copies
 * @param hintWidths channels of the layers that read the hint image; each after the first halves its sides
 */
public record ControlNetConfig(UNetConfig unet, int hintChannels, List<Integer> hintWidths) implements NetworkConfig {
    /** As published for Stable Diffusion 1.5: 361 million parameters. */
    public static final ControlNetConfig SD15 = new ControlNetConfig(UNetConfig.SD15, 3, List.of(16, 32, 96, 256));

    public ControlNetConfig {
        hintWidths = List.copyOf(hintWidths);
        Checks.levels("ControlNet", hintWidths);
        Checks.positive("ControlNet", "hintChannels", hintChannels);
    }

    @Override
    public Map<String, List<Long>> tensorShapes() {
        Shapes shapes = new Shapes();
        int width = unet.widths().get(0);
        hint(shapes, width);
        List<Integer> residuals = earliestFirst(unet.wayDown(shapes));
        for (int i = 0; i < residuals.size(); i++) {
            shapes.conv("controlnet_down_blocks." + i, residuals.get(i), residuals.get(i), 1);
        }
        int deepest = unet.widths().get(unet.levels() - 1);
        shapes.conv("controlnet_mid_block", deepest, deepest, 1);
        return shapes.toMap();
    }

    /** Two convolutions a width: one that keeps it, one to the next. */
    private void hint(Shapes shapes, int out) {
        String layer = "controlnet_cond_embedding";
        shapes.conv(layer + ".conv_in", hintChannels, hintWidths.get(0), 3);
        for (int i = 0; i + 1 < hintWidths.size(); i++) {
            int width = hintWidths.get(i);
            shapes.conv(layer + ".blocks." + 2 * i, width, width, 3);
            shapes.conv(layer + ".blocks." + (2 * i + 1), width, hintWidths.get(i + 1), 3);
        }
        shapes.conv(layer + ".conv_out", hintWidths.get(hintWidths.size() - 1), out, 3);
    }

    private static List<Integer> earliestFirst(Deque<Integer> latestFirst) {
        List<Integer> widths = new ArrayList<>(latestFirst);
        Collections.reverse(widths);
        return widths;
    }
}
