package io.framefarm.worker.engine;

/** The latent of a window, [channels, frames, height, width], and its frames in it. */
record LatentShape(int channels, int frames, int height, int width) {

    /** Pixels of an image for each value of a latent. */
    static final int PIXELS = 8;

    static LatentShape of(Recipe recipe, int channels) {
        return new LatentShape(channels, recipe.frames(), recipe.height() / PIXELS, recipe.width() / PIXELS);
    }

    private int plane() {
        return height * width;
    }

    /** One frame of a latent, [channels, height, width]. */
    float[] frame(float[] latent, int frame) {
        float[] one = new float[channels * plane()];
        for (int channel = 0; channel < channels; channel++) {
            System.arraycopy(latent, (channel * frames + frame) * plane(), one, channel * plane(), plane());
        }
        return one;
    }

    /** Puts one frame, [channels, height, width], into a latent. */
    void setFrame(float[] latent, int frame, float[] one) {
        for (int channel = 0; channel < channels; channel++) {
            System.arraycopy(one, channel * plane(), latent, (channel * frames + frame) * plane(), plane());
        }
    }
}
