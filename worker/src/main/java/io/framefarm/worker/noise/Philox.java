package io.framefarm.worker.noise;

/**
 * The counter-based generator Philox 4x32-10 (<a href="https://doi.org/10.1145/2063384.2063405">Salmon et al. 2011</a>,
 * section 3.3): four words out of a four-word counter and a two-word key, with no state between calls.
 */
final class Philox {

    static final int WORDS = 4;

    private static final int ROUNDS = 10;
    private static final long MULTIPLIER_0 = 0xD2511F53L;
    private static final long MULTIPLIER_1 = 0xCD9E8D57L;
    private static final int WEYL_0 = 0x9E3779B9;
    private static final int WEYL_1 = 0xBB67AE85;

    private Philox() {}

    /** Replaces the counter in {@code block} by the random words of it. */
    static void apply(int[] block, int key0, int key1) {
        int k0 = key0;
        int k1 = key1;
        for (int round = 0; round < ROUNDS; round++) {
            long product0 = MULTIPLIER_0 * Integer.toUnsignedLong(block[0]);
            long product1 = MULTIPLIER_1 * Integer.toUnsignedLong(block[2]);
            block[0] = (int) (product1 >>> 32) ^ block[1] ^ k0;
            block[1] = (int) product1;
            block[2] = (int) (product0 >>> 32) ^ block[3] ^ k1;
            block[3] = (int) product0;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
    }
}
