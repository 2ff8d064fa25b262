package io.framefarm.worker.noise;

/**
 * The generator mt19937 (<a href="https://doi.org/10.1145/272991.272995">Matsumoto and Nishimura 1998</a>) with the
 * seeding of its 2002 version, as PyTorch's CPU generator uses it.
 */
final class MersenneTwister {

    private static final int SIZE = 624;
    private static final int SHIFT = 397;
    private static final int TWIST = 0x9908B0DF;

    private final int[] state = new int[SIZE];
    private int next = SIZE;

    MersenneTwister(int seed) {
        state[0] = seed;
        for (int i = 1; i < SIZE; i++) {
            state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
        }
    }

    int nextWord() {
        if (next == SIZE) {
            twist();
        }
        int word = state[next++];
        word ^= word >>> 11;
        word ^= (word << 7) & 0x9D2C5680;
        word ^= (word << 15) & 0xEFC60000;
        return word ^ (word >>> 18);
    }

    private void twist() {
        for (int i = 0; i < SIZE; i++) {
            int joined = (state[i] & 0x80000000) | (state[(i + 1) % SIZE] & 0x7FFFFFFF);
            state[i] = state[(i + SHIFT) % SIZE] ^ (joined >>> 1) ^ ((joined & 1) == 0 ? 0 : TWIST);
        }
        next = 0;
    }
}
