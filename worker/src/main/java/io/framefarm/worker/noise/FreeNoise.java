package io.framefarm.worker.noise;

/**
 * Which frame's noise a frame starts from (<a href="https://arxiv.org/abs/2310.15169">Qiu et al. 2023</a>, section 3.2):
 * the frames of the first window have noise of their own, and every later group of frames that of the group one window
 * before it, shuffled. So windows far apart start from the same noise in another order, and show the same things.
 */
final class FreeNoise {

    private static final int WINDOW = 16;
    private static final int GROUP = 4;

    /** Where draws are counted in Philox's counter; no draw has this number. */
    private static final int SHUFFLES = -2;

    private final long seed;
    private final int shot;

    FreeNoise(long seed, int shot) {
        this.seed = seed;
        this.shot = shot;
    }

    /** A frame of the first window. */
    int source(int frame) {
        int source = frame;
        while (source >= WINDOW) {
            int group = source / GROUP;
            source = group * GROUP - WINDOW + shuffled(group)[source % GROUP];
        }
        return source;
    }

    /** The places of a group in another order (Fisher and Yates 1938, example 12). */
    private int[] shuffled(int group) {
        int[] words = {0, group, SHUFFLES, shot};
        Philox.apply(words, (int) seed, (int) (seed >>> 32));
        int[] places = {0, 1, 2, 3};
        for (int last = GROUP - 1; last > 0; last--) {
            int other = Integer.remainderUnsigned(words[last], last + 1);
            int place = places[last];
            places[last] = places[other];
            places[other] = place;
        }
        return places;
    }
}
