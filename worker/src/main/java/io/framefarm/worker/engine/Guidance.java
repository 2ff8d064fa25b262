package io.framefarm.worker.engine;

/** Classifier-free guidance (<a href="https://arxiv.org/abs/2207.12598">Ho and Salimans 2022</a>, equation 6). */
final class Guidance {

    private Guidance() {}

    /** Away from the prediction without the prompt, by this scale. */
    static float[] guide(float[] without, float[] with, float scale) {
        float[] guided = new float[with.length];
        for (int i = 0; i < guided.length; i++) {
            guided[i] = without[i] + scale * (with[i] - without[i]);
        }
        return guided;
    }
}
