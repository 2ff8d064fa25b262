package io.framefarm.training.data;

import io.framefarm.training.tensor.Floats;
import io.framefarm.training.world.Renderer;
import io.framefarm.training.world.Scene;
import io.framefarm.training.world.SceneSampler;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;

/**
 * What the VAE learns from: whole frames, or squares around the subject. Whole frames alone teach the background first
 * and the subject's colour very late.
 */
public final class FramePatches {
    public static final int SIDE = 64;

    private static final int PATCH_SIDE = 32;
    private static final int PATCHES_PER_FRAME = 4; // of the same number of pixels
    private static final int JITTER = 14;
    /** What all the foreground of a picture counts beside all its pixels: a small subject's as much as a big one's. */
    private static final double FOREGROUND_SHARE = 0.6;

    private static final double LEAST_FOREGROUND = 20; // pixels; fewer are a cut-off edge

    private final SceneSampler scenes = SceneSampler.training();

    /**
     * Pixels to reconstruct.
     *
     * @param pixels [n, 3, side, side] in [-1, 1]
     * @param emphasis [n, 1, side, side], its mean 1: how much each pixel counts, the foreground more
     */
    public record Batch(Tensor pixels, Tensor emphasis) {}

    public Batch frames(int frames, RandomGenerator random) {
        return draw(frames, SIDE, random);
    }

    /** As many pixels as that many frames hold. */
    public Batch patches(int frames, RandomGenerator random) {
        return draw(frames * PATCHES_PER_FRAME, PATCH_SIDE, random);
    }

    private Batch draw(int count, int side, RandomGenerator random) {
        Renderer renderer = new Renderer(SIDE, Renderer.FRAMES);
        float[] frame = new float[3 * SIDE * SIDE];
        float[] foreground = new float[SIDE * SIDE];
        float[] pixels = new float[count * 3 * side * side];
        float[] weights = new float[count * side * side];
        for (int i = 0; i < count; i++) {
            Scene scene = scenes.draw(random);
            long seed = random.nextLong();
            int moment = random.nextInt(Renderer.FRAMES);
            renderer.frameInto(scene, seed, moment, frame, 0);
            renderer.frameForegroundInto(scene, seed, moment, foreground, 0);
            int left = corner(foreground, 1, side, random);
            int top = corner(foreground, SIDE, side, random);
            for (int channel = 0; channel < 3; channel++) {
                copy(frame, channel * SIDE * SIDE, left, top, side, pixels, (i * 3 + channel) * side * side);
            }
            copy(foreground, 0, left, top, side, weights, i * side * side);
            emphasise(weights, i * side * side, side * side);
        }
        return new Batch(Floats.tensor(pixels, count, 3, side, side), Floats.tensor(weights, count, 1, side, side));
    }

    /** Where a square begins along the axis of that stride, so that it lies in the frame and near the foreground. */
    private static int corner(float[] foreground, int stride, int side, RandomGenerator random) {
        double sum = 0;
        double moment = 0;
        for (int i = 0; i < foreground.length; i++) {
            sum += foreground[i];
            moment += foreground[i] * (i / stride % SIDE);
        }
        double centre = moment / Math.max(sum, 1e-6);
        double corner = centre + JITTER * (2 * random.nextDouble() - 1) - side / 2.0;
        return (int) Math.round(Math.max(0, Math.min(SIDE - side, corner)));
    }

    private static void copy(float[] plane, int from, int left, int top, int side, float[] target, int to) {
        for (int row = 0; row < side; row++) {
            System.arraycopy(plane, from + (top + row) * SIDE + left, target, to + row * side, side);
        }
    }

    /** Turns the foreground of one picture into weights of mean 1. */
    private static void emphasise(float[] weights, int from, int pixels) {
        double foreground = 1e-6;
        for (int i = from; i < from + pixels; i++) {
            foreground += weights[i];
        }
        double emphasis = FOREGROUND_SHARE * pixels / Math.max(foreground, LEAST_FOREGROUND);
        double sum = pixels + emphasis * foreground;
        for (int i = from; i < from + pixels; i++) {
            weights[i] = (float) ((1 + emphasis * weights[i]) * pixels / sum);
        }
    }
}
