package io.framefarm.protocol.frame;

import java.util.Arrays;

/**
 * A Huffman code of deflate, prepared for streams in which literals follow literals: one look at the next bits tells up
 * to three of them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951#section-3.2.2">RFC 1951, Huffman coding in deflate</a>
 */
final class LiteralCode {
    static final int END_OF_BLOCK = 256;
    static final int MAX_BITS = 15;
    /** Wide enough for three common literals, small enough to be filled anew for every 16 thousand of them. */
    static final int TABLE_BITS = 10;

    static final int TABLE_MASK = (1 << TABLE_BITS) - 1;

    private static final int MOST_LITERALS = 3;
    private static final int MOST_SYMBOLS = 288;
    /** For bits that begin no literal: longer than the table is wide. */
    private static final int BEYOND = 63;

    /** By the next bits: the length of the codes in the low six bits, the number of literals in two, the literals above. */
    final int[] table = new int[1 << TABLE_BITS];

    /** By the next bits: the length of a literal's code, and the literal above eight bits. */
    private final int[] ofOneLiteral = new int[1 << TABLE_BITS];

    private final int[] symbolsOfLength = new int[MAX_BITS + 1];
    private final short[] inOrder = new short[MOST_SYMBOLS];

    static int literals(int entry) {
        return entry >>> 8;
    }

    static int count(int entry) {
        return (entry >>> 6) & 3;
    }

    static int bits(int entry) {
        return entry & 63;
    }

    /** Returns false for lengths that make no complete code. */
    boolean build(byte[] lengths, int symbols) {
        Arrays.fill(symbolsOfLength, 0);
        for (int symbol = 0; symbol < symbols; symbol++) {
            symbolsOfLength[lengths[symbol]]++;
        }
        symbolsOfLength[0] = 0;
        int unused = 1;
        int[] firstInOrder = new int[MAX_BITS + 2];
        for (int length = 1; length <= MAX_BITS; length++) {
            unused = 2 * unused - symbolsOfLength[length];
            if (unused < 0) {
                return false;
            }
            firstInOrder[length + 1] = firstInOrder[length] + symbolsOfLength[length];
        }
        for (int symbol = 0; symbol < symbols; symbol++) {
            int length = lengths[symbol];
            if (length > 0) {
                inOrder[firstInOrder[length]++] = (short) symbol;
            }
        }
        return unused == 0;
    }

    /** Of the code that has been built. */
    void fillTable() {
        Arrays.fill(ofOneLiteral, BEYOND);
        int code = 0;
        int index = 0;
        for (int length = 1; length <= TABLE_BITS; length++) {
            for (int i = 0; i < symbolsOfLength[length]; i++) {
                enter(inOrder[index++], length, code++);
            }
            code <<= 1;
        }
        combine();
    }

    /** A code stands in the stream with its first bit lowest, and whatever follows above it. */
    private void enter(int symbol, int length, int code) {
        if (symbol < END_OF_BLOCK) {
            int reversed = Integer.reverse(code) >>> (32 - length);
            for (int i = reversed; i <= TABLE_MASK; i += 1 << length) {
                ofOneLiteral[i] = (symbol << 8) | length;
            }
        }
    }

    private void combine() {
        for (int i = 0; i <= TABLE_MASK; i++) {
            int literals = 0;
            int count = 0;
            int bits = 0;
            for (int next = 0; next < MOST_LITERALS; next++) {
                int one = ofOneLiteral[i >>> bits];
                // All ones or none, because which of them comes next no processor can predict.
                int fits = (bits + bits(one) - TABLE_BITS - 1) >> 31;
                literals |= (literals(one) << (8 * count)) & fits;
                count -= fits;
                bits += bits(one) & fits;
            }
            table[i] = (literals << 8) | (count << 6) | bits;
        }
    }

    /** Any symbol at the beginning of these bits, with the length of its code in the low four bits; -1 if none is. */
    int symbolAt(long bits) {
        int code = 0;
        int first = 0;
        int index = 0;
        for (int length = 1; length <= MAX_BITS; length++) {
            code |= (int) ((bits >>> (length - 1)) & 1);
            int count = symbolsOfLength[length];
            if (code - first < count) {
                return (inOrder[index + code - first] << 4) | length;
            }
            index += count;
            first = (first + count) << 1;
            code <<= 1;
        }
        return -1;
    }
}
