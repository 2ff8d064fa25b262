package io.framefarm.training.judge;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** What decoders do to a clip: noise, and detail lost between two halvings of the side. */
final class Damage {
    private Damage() {}

    /** Uniform noise of this standard deviation; 10.2 leaves a peak signal to noise ratio of 28 dB. */
    static byte[][] noise(byte[][] clip, double deviation, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        byte[][] noisy = new byte[clip.length][];
        for (int frame = 0; frame < clip.length; frame++) {
            noisy[frame] = new byte[clip[frame].length];
            for (int i = 0; i < noisy[frame].length; i++) {
                double value = (clip[frame][i] & 0xFF) + deviation * Math.sqrt(12) * (random.nextDouble() - 0.5);
                noisy[frame][i] = (byte) Math.round(Math.min(255, Math.max(0, value)));
            }
        }
        return noisy;
    }

    /** Every square of 2 x 2 pixels averaged, and the means interpolated linearly over the old pixels. */
    static byte[][] blur(byte[][] clip, int side) {
        byte[][] blurred = new byte[clip.length][];
        for (int frame = 0; frame < clip.length; frame++) {
            blurred[frame] = blur(clip[frame], side);
        }
        return blurred;
    }

    private static byte[] blur(byte[] frame, int side) {
        byte[] blurred = new byte[frame.length];
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                for (int channel = 0; channel < 3; channel++) {
                    double sum = 0;
                    for (int corner = 0; corner < 4; corner++) {
                        int nearRow = neighbour(row, corner / 2, side);
                        int nearColumn = neighbour(column, corner % 2, side);
                        double weight = (corner / 2 == 0 ? 0.75 : 0.25) * (corner % 2 == 0 ? 0.75 : 0.25);
                        sum += weight * mean(frame, side, nearRow, nearColumn, channel);
                    }
                    blurred[3 * (row * side + column) + channel] = (byte) Math.round(sum);
                }
            }
        }
        return blurred;
    }

    /** The square that a pixel lies in, or the one beyond its nearer edge. */
    private static int neighbour(int pixel, int farther, int side) {
        int square = pixel / 2;
        int step = pixel % 2 == 0 ? -1 : 1;
        return Math.min(side / 2 - 1, Math.max(0, square + farther * step));
    }

    private static double mean(byte[] frame, int side, int squareRow, int squareColumn, int channel) {
        int sum = 0;
        for (int corner = 0; corner < 4; corner++) {
            int row = 2 * squareRow + corner / 2;
            int column = 2 * squareColumn + corner % 2;
            sum += frame[3 * (row * side + column) + channel] & 0xFF;
        }
        return sum / 4.0;
    }
}
