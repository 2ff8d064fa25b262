package io.framefarm.worker.noise;

/**
 * The latent that noise is drawn for.
 *
 * @param firstFrame absolute within the shot
 * @param loopFrames length of a shot that loops, where the first frame follows the last; else 0
 * @param shared whether frames beyond the first window start from its noise
 * @param channels of a latent frame
 * @param height of a latent frame
 * @param width of a latent frame
 */
public record NoiseWindow(
        long seed,
        int shot,
        int firstFrame,
        int frames,
        int loopFrames,
        boolean shared,
        int channels,
        int height,
        int width) {

    /** Each frame with noise of its own. */
    public NoiseWindow(long seed, int shot, int firstFrame, int frames, int channels, int height, int width) {
        this(seed, shot, firstFrame, frames, 0, false, channels, height, width);
    }

    /** The absolute frame at this place of the window. */
    int frame(int place) {
        return loopFrames > 0 ? (firstFrame + place) % loopFrames : firstFrame + place;
    }

    /** Elements of one channel of one frame. */
    int plane() {
        return height * width;
    }

    /** Elements of the whole window. */
    int size() {
        return channels * frames * plane();
    }
}
