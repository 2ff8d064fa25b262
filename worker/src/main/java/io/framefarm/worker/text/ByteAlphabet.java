package io.framefarm.worker.text;

/**
 * The visible characters that byte-level vocabularies write bytes with: printable Latin-1 stands for itself, every other
 * byte for a character from U+0100 on, in order.
 */
final class ByteAlphabet {

    private static final char[] LETTERS = letters();

    private ByteAlphabet() {}

    static String of(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        for (byte b : bytes) {
            text.append(LETTERS[b & 0xFF]);
        }
        return text.toString();
    }

    private static char[] letters() {
        char[] letters = new char[256];
        char substitute = 0x100;
        for (char b = 0; b < letters.length; b++) {
            letters[b] = isPrintable(b) ? b : substitute++;
        }
        return letters;
    }

    private static boolean isPrintable(char b) {
        return (b >= '!' && b <= '~') || (b >= 0xA1 && b <= 0xAC) || (b >= 0xAE && b <= 0xFF);
    }
}
