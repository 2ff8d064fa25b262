package io.framefarm.worker.sampling;

/** Weighted sums of two samples. */
final class Mixture {
    private Mixture() {}

    static float[] of(float[] clean, double signal, float[] noise, double spread) {
        float[] mixed = new float[clean.length];
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = (float) signal * clean[i] + (float) spread * noise[i];
        }
        return mixed;
    }
}
