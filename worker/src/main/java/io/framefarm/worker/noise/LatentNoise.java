package io.framefarm.worker.noise;

/** Standard normal noise for one render. */
public interface LatentNoise {

    /**
     * Noise for the whole window.
     *
     * @param draw 0 for the noise that the run starts from, then one more each time the sampler asks
     * @return [channels, frames, height, width]
     */
    float[] draw(int draw);

    static LatentNoise of(NoiseKind kind, NoiseWindow window) {
        return switch (kind) {
            case PHILOX -> new PhiloxNoise(window);
            case PYTORCH_CPU -> new TorchNoise(window);
        };
    }
}
