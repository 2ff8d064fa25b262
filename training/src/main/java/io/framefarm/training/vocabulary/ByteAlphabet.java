package io.framefarm.training.vocabulary;

import java.util.ArrayList;
import java.util.List;

/** The printable stand-in that byte-level BPE gives each byte (Radford et al. 2019, as in CLIP's tokenizer). */
final class ByteAlphabet {
    private static final int FIRST_STAND_IN = 256;
    private static final char[] SYMBOLS = symbols();

    private ByteAlphabet() {}

    static char symbol(byte value) {
        return SYMBOLS[value & 0xFF];
    }

    /** All symbols, those of printable bytes first, as in CLIP's vocabulary. */
    static List<String> inVocabularyOrder() {
        List<String> printable = new ArrayList<>();
        List<String> standIns = new ArrayList<>();
        for (int value = 0; value < SYMBOLS.length; value++) {
            (isPrintable(value) ? printable : standIns).add(String.valueOf(SYMBOLS[value]));
        }
        printable.addAll(standIns);
        return printable;
    }

    private static char[] symbols() {
        char[] symbols = new char[256];
        int next = FIRST_STAND_IN;
        for (int value = 0; value < symbols.length; value++) {
            symbols[value] = (char) (isPrintable(value) ? value : next++);
        }
        return symbols;
    }

    private static boolean isPrintable(int value) {
        return (value >= '!' && value <= '~') || (value >= 0xA1 && value <= 0xAC) || value >= 0xAE;
    }
}
