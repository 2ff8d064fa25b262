package io.framefarm.worker.noise;

import java.util.stream.IntStream;

/**
 * Every value is a pure function of seed, shot, absolute frame, draw and element, so it depends neither on how a shot is
 * cut nor on who renders it.
 */
final class PhiloxNoise implements LatentNoise {

    private static final double UNIT = 0x1p-32;

    private final NoiseWindow window;
    private final FreeNoise sharing;

    PhiloxNoise(NoiseWindow window) {
        this.window = window;
        this.sharing = new FreeNoise(window.seed(), window.shot());
    }

    @Override
    public float[] draw(int draw) {
        float[] noise = new float[window.size()];
        // On all processors, for whoever runs the network waits meanwhile.
        IntStream.range(0, window.frames()).parallel().forEach(place -> drawFrame(draw, place, noise));
        return noise;
    }

    private void drawFrame(int draw, int place, float[] into) {
        int absolute = window.frame(place);
        float[] noise = new float[window.channels() * window.plane()];
        // Only what a run starts from is shared; noise that is added on the way is every frame's own.
        fill(noise, window.shared() && draw == 0 ? sharing.source(absolute) : absolute, draw);
        for (int channel = 0; channel < window.channels(); channel++) {
            int to = (channel * window.frames() + place) * window.plane();
            System.arraycopy(noise, channel * window.plane(), into, to, window.plane());
        }
    }

    /** Fills [channels, height, width] of one frame. */
    private void fill(float[] noise, int absoluteFrame, int draw) {
        int[] words = new int[Philox.WORDS];
        for (int at = 0, block = 0; at < noise.length; at += Philox.WORDS, block++) {
            words[0] = block;
            words[1] = absoluteFrame;
            words[2] = draw;
            words[3] = window.shot();
            Philox.apply(words, (int) window.seed(), (int) (window.seed() >>> 32));
            boxMuller(words, 0, noise, at);
            boxMuller(words, 2, noise, at + 2);
        }
    }

    /**
     * Two normal values from two words (<a href="https://doi.org/10.1214/aoms/1177706645">Box and Muller 1958</a>).
     * StrictMath, because the values must be the same on every machine.
     */
    private static void boxMuller(int[] words, int first, float[] noise, int at) {
        double uniform = (Integer.toUnsignedLong(words[first]) + 0.5) * UNIT;
        double angle = 2 * Math.PI * (Integer.toUnsignedLong(words[first + 1]) + 0.5) * UNIT;
        double radius = StrictMath.sqrt(-2 * StrictMath.log(uniform));
        if (at < noise.length) {
            noise[at] = (float) (radius * StrictMath.cos(angle));
        }
        if (at + 1 < noise.length) {
            noise[at + 1] = (float) (radius * StrictMath.sin(angle));
        }
    }
}
