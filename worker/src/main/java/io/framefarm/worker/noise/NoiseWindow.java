package io.framefarm.worker.noise;

/**
 * The latent that noise is drawn for.
 *
 * @param firstFrame absolute within the shot
 * @param channels of a latent frame
 * @param height of a latent frame
 * @param width of a latent frame
 */
public record NoiseWindow(long seed, int shot, int firstFrame, int frames, int channels, int height, int width) {

    /** Elements of one channel of one frame. */
    int plane() {
        return height * width;
    }

    /** Elements of the whole window. */
    int size() {
        return channels * frames * plane();
    }
}
