package io.framefarm.training.network;

import java.util.List;

/** The sizes of a UNet and of the motion modules between its layers. */
public record UNetConfig(List<Integer> widths, int groups, int heads, int textWidth) {
    public static final int LATENT_CHANNELS = 4;

    public UNetConfig {
        widths = List.copyOf(widths);
        for (int width : widths) {
            if (width % groups != 0 || width % heads != 0 || width % 2 != 0) {
                throw new IllegalArgumentException("width " + width + " must be even and divide into " + groups
                        + " groups and " + heads + " heads");
            }
        }
    }

    int levels() {
        return widths.size();
    }

    int timeWidth() {
        return 4 * widths.get(0);
    }

    int width(int level) {
        return widths.get(level);
    }

    /** The deepest level has no attention, as in Stable Diffusion. */
    boolean attendsAt(int level) {
        return level < levels() - 1;
    }
}
