package io.framefarm.worker.engine;

/** The latent of a window, [channels, frames, height, width], and its frames in it. */
record LatentShape(int channels, int frames, int height, int width) {

    /** Pixels of an image for each value of a latent. */
    static final int PIXELS = 8;

    static LatentShape of(Recipe recipe, int channels) {
        return new LatentShape(channels, recipe.frames(), recipe.height() / PIXELS, recipe.width() / PIXELS);
    }

    /** The shape of a part of the window, or of another one of the same size. */
    LatentShape withFrames(int newFrames) {
        return new LatentShape(channels, newFrames, height, width);
    }

    /** All values of a latent. */
    int size() {
        return channels * frames * plane();
    }

    /** Values of one frame. */
    int frameSize() {
        return channels * plane();
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

    /** From [channels, frames, height, width] to [frames, channels, height, width]. */
    float[] byFrame(float[] latent) {
        float[] images = new float[latent.length];
        for (int frame = 0; frame < frames; frame++) {
            System.arraycopy(frame(latent, frame), 0, images, frame * channels * plane(), channels * plane());
        }
        return images;
    }

    /** Puts one frame, [channels, height, width], into a latent. */
    void setFrame(float[] latent, int frame, float[] one) {
        for (int channel = 0; channel < channels; channel++) {
            System.arraycopy(one, channel * plane(), latent, (channel * frames + frame) * plane(), plane());
        }
    }
}
