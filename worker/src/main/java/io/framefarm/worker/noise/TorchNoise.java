package io.framefarm.worker.noise;

/**
 * Noise as diffusers draws it: one stream for the whole window, channels before frames. The first window of the first shot starts from the seed itself; any other window from a seed of its own.
 */
final class TorchNoise implements LatentNoise {

    private final NoiseWindow window;
    private final TorchGenerator generator;
    private int nextDraw;

    TorchNoise(NoiseWindow window) {
        this.window = window;
        this.generator = new TorchGenerator(windowSeed(window));
    }

    @Override
    public float[] draw(int draw) {
        if (draw != nextDraw) {
            throw new IllegalStateException("draw " + draw + " asked for, but the stream is at " + nextDraw);
        }
        nextDraw++;
        return generator.randn(window.size());
    }

    private static long windowSeed(NoiseWindow window) {
        if (window.shot() == 0 && window.firstFrame() == 0) {
            return window.seed();
        }
        int[] words = {0, window.firstFrame(), -1, window.shot()};
        Philox.apply(words, (int) window.seed(), (int) (window.seed() >>> 32));
        return Integer.toUnsignedLong(words[0]);
    }
}
