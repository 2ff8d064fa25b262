package io.framefarm.worker.engine;

import io.framefarm.protocol.frame.RgbFrame;
import java.util.Optional;

/**
 * Draws a latent without the decoder: each of its values becomes one pixel by a linear map from channels to colours,
 * which is fitted by least squares to what the decoder has made of other latents. So it works for every autoencoder, and
 * knows nothing before the first frame was decoded. Safe for use by many threads.
 */
final class LatentSketch {
    /** Some frames say it all; more would only cost time. */
    private static final int FRAMES_LEARNED = 32;
    /** Keeps the equations solvable when a channel does not change. */
    private static final double RIDGE = 1e-3;

    private static final int COLOURS = RgbFrame.CHANNELS;

    private final int inputs;
    /** Sums of products of inputs with inputs, and of inputs with colours: the normal equations. */
    private final double[][] equations;

    private int frames;
    private double[][] map = {};

    LatentSketch(int channels) {
        inputs = channels + 1; // the last one is always 1
        equations = new double[inputs][inputs + COLOURS];
    }

    /** Sees a frame of a latent, [channels, height, width], and what the decoder made of it. */
    synchronized void learn(float[] latent, int height, int width, RgbFrame decoded) {
        if (frames == FRAMES_LEARNED) {
            return;
        }
        double[] row = new double[inputs + COLOURS];
        for (int cell = 0; cell < height * width; cell++) {
            fill(row, latent, cell, height * width);
            for (int colour = 0; colour < COLOURS; colour++) {
                row[inputs + colour] = mean(decoded, cell % width, cell / width, width, colour);
            }
            for (int i = 0; i < inputs; i++) {
                for (int j = 0; j < row.length; j++) {
                    equations[i][j] += row[i] * row[j];
                }
            }
        }
        frames++;
        map = solved();
    }

    /** Empty before something was learned. */
    synchronized Optional<RgbFrame> draw(float[] latent, int height, int width) {
        if (map.length == 0) {
            return Optional.empty();
        }
        byte[] rgb = new byte[COLOURS * height * width];
        double[] row = new double[inputs + COLOURS];
        for (int cell = 0; cell < height * width; cell++) {
            fill(row, latent, cell, height * width);
            for (int colour = 0; colour < COLOURS; colour++) {
                double value = 0;
                for (int i = 0; i < inputs; i++) {
                    value += map[i][colour] * row[i];
                }
                rgb[COLOURS * cell + colour] = (byte) Math.max(0, Math.min(255, Math.round(value)));
            }
        }
        return Optional.of(new RgbFrame(width, height, rgb));
    }

    private void fill(double[] row, float[] latent, int cell, int plane) {
        for (int channel = 0; channel < inputs - 1; channel++) {
            row[channel] = latent[channel * plane + cell];
        }
        row[inputs - 1] = 1;
    }

    /** Of the pixels that lie where the cell does. */
    private static double mean(RgbFrame frame, int x, int y, int width, int colour) {
        int side = Math.max(1, frame.width() / width);
        int sum = 0;
        for (int row = y * side; row < (y + 1) * side; row++) {
            for (int column = x * side; column < (x + 1) * side; column++) {
                sum += frame.rgb()[COLOURS * (row * frame.width() + column) + colour] & 255;
            }
        }
        return (double) sum / (side * side);
    }

    /** By Gauss and Jordan; the matrix is symmetric and, with the ridge, positive. */
    private double[][] solved() {
        double[][] left = new double[inputs][];
        for (int i = 0; i < inputs; i++) {
            left[i] = equations[i].clone();
            left[i][i] += RIDGE;
        }
        for (int pivot = 0; pivot < inputs; pivot++) {
            double by = left[pivot][pivot];
            for (int j = pivot; j < left[pivot].length; j++) {
                left[pivot][j] /= by;
            }
            for (int i = 0; i < inputs; i++) {
                double times = i == pivot ? 0 : left[i][pivot];
                for (int j = pivot; times != 0 && j < left[i].length; j++) {
                    left[i][j] -= times * left[pivot][j];
                }
            }
        }
        double[][] solution = new double[inputs][COLOURS];
        for (int i = 0; i < inputs; i++) {
            System.arraycopy(left[i], inputs, solution[i], 0, COLOURS);
        }
        return solution;
    }
}
