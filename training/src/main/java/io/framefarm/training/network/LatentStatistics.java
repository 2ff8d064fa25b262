package io.framefarm.training.network;

import io.framefarm.training.tensor.Parameters;

/**
 * Mean and deviation of each latent channel of a VAE. Folded into its first and last convolutions of size 1 they make
 * every channel alike, and the autoencoder still computes the same pictures.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LatentStatistics(double[] mean, double[] deviation) {
    private static final int CHANNELS = UNetConfig.LATENT_CHANNELS;

    /** Of latents [n, 4, h, w], {@code plane} = h * w values each. */
    public static LatentStatistics of(float[] latents, int plane) {
        double[] sum = new double[CHANNELS];
        double[] squares = new double[CHANNELS];
        for (int i = 0; i < latents.length; i++) {
            int channel = i / plane % CHANNELS;
            sum[channel] += latents[i];
            squares[channel] += (double) latents[i] * latents[i];
        }
        double count = (double) latents.length / CHANNELS;
        double[] mean = new double[CHANNELS];
        double[] deviation = new double[CHANNELS];
        for (int c = 0; c < CHANNELS; c++) {
            mean[c] = sum[c] / count;
            deviation[c] = Math.sqrt(squares[c] / count - mean[c] * mean[c]);
        }
        return new LatentStatistics(mean, deviation);
    }

    /** The same autoencoder with latents of mean 0 and deviation 1 / {@link Vae#SCALING_FACTOR}. */
    public Parameters foldInto(Parameters vae, String path) {
        Parameters folded = vae.copy();
        foldIntoEncoder(vae, folded, path + ".quant_conv");
        foldIntoDecoder(vae, folded, path + ".post_quant_conv");
        return folded;
    }

    private double gain(int channel) {
        return 1 / (deviation[channel] * Vae.SCALING_FACTOR);
    }

    /** The means are shifted and scaled, the logarithms of the variances shifted alike. */
    private void foldIntoEncoder(Parameters vae, Parameters folded, String conv) {
        float[] weight = vae.values(conv + ".weight"); // [2 * 4, 2 * 4, 1, 1]
        float[] bias = vae.values(conv + ".bias");
        for (int c = 0; c < CHANNELS; c++) {
            for (int in = 0; in < 2 * CHANNELS; in++) {
                weight[c * 2 * CHANNELS + in] *= (float) gain(c);
            }
            bias[c] = (float) ((bias[c] - mean[c]) * gain(c));
            bias[CHANNELS + c] += (float) (2 * Math.log(gain(c)));
        }
        folded.set(conv + ".weight", weight);
        folded.set(conv + ".bias", bias);
    }

    private void foldIntoDecoder(Parameters vae, Parameters folded, String conv) {
        float[] weight = vae.values(conv + ".weight"); // [4, 4, 1, 1]
        float[] bias = vae.values(conv + ".bias");
        for (int out = 0; out < CHANNELS; out++) {
            for (int c = 0; c < CHANNELS; c++) {
                bias[out] += (float) (weight[out * CHANNELS + c] * mean[c]);
                weight[out * CHANNELS + c] /= (float) gain(c);
            }
        }
        folded.set(conv + ".weight", weight);
        folded.set(conv + ".bias", bias);
    }
}
