package io.framefarm.worker.enginebench;

/** How much is rendered: one segment of {@code frames} images of the given size in pixels. */
public record BenchSize(int frames, int width, int height) {
    private static final int PIXELS_PER_LATENT = 8;

    public BenchSize {
        if (frames < 1 || width < PIXELS_PER_LATENT || height < PIXELS_PER_LATENT) {
            throw new IllegalArgumentException("size: " + frames + " frames of " + width + "x" + height
                    + " (allowed: 1 frame and 8x8 pixels and more)");
        }
        if (width % PIXELS_PER_LATENT != 0 || height % PIXELS_PER_LATENT != 0) {
            throw new IllegalArgumentException("size: " + width + "x" + height + " (allowed: multiples of 8)");
        }
    }

    int latentWidth() {
        return width / PIXELS_PER_LATENT;
    }

    int latentHeight() {
        return height / PIXELS_PER_LATENT;
    }
}
