package io.framefarm.coordinator.stitch;

import java.util.Map;

/** Capital letters, digits and a few signs of 5x7 pixels: fonts of the platform are not there in every container. */
final class PixelFont {
    static final int WIDTH = 5;
    static final int HEIGHT = 7;
    /** From one letter to the next. */
    static final int ADVANCE = WIDTH + 1;

    /** Seven rows of five bits each, the top row in the highest bits. */
    private static final Map<Character, Long> LETTERS = Map.ofEntries(
            Map.entry('A', 0x3a31fc631L),
            Map.entry('B', 0x7a31f463eL),
            Map.entry('C', 0x3a308422eL),
            Map.entry('D', 0x7a318c63eL),
            Map.entry('E', 0x7e10f421fL),
            Map.entry('F', 0x7e10f4210L),
            Map.entry('G', 0x3a30bc62fL),
            Map.entry('H', 0x4631fc631L),
            Map.entry('I', 0x38842108eL),
            Map.entry('J', 0x1c4210a4cL),
            Map.entry('K', 0x4654c5251L),
            Map.entry('L', 0x42108421fL),
            Map.entry('M', 0x4775ac631L),
            Map.entry('N', 0x47359c631L),
            Map.entry('O', 0x3a318c62eL),
            Map.entry('P', 0x7a31f4210L),
            Map.entry('Q', 0x3a318d64dL),
            Map.entry('R', 0x7a31f5251L),
            Map.entry('S', 0x3e107043eL),
            Map.entry('T', 0x7c8421084L),
            Map.entry('U', 0x46318c62eL),
            Map.entry('V', 0x46318c544L),
            Map.entry('W', 0x4631ad771L),
            Map.entry('X', 0x462a22a31L),
            Map.entry('Y', 0x462a21084L),
            Map.entry('Z', 0x7c222221fL),
            Map.entry('0', 0x3a33ae62eL),
            Map.entry('1', 0x11842108eL),
            Map.entry('2', 0x3a213221fL),
            Map.entry('3', 0x78217043eL),
            Map.entry('4', 0x08ca97c42L),
            Map.entry('5', 0x7e1e0862eL),
            Map.entry('6', 0x1910f462eL),
            Map.entry('7', 0x7c2222108L),
            Map.entry('8', 0x3a317462eL),
            Map.entry('9', 0x3a317844cL),
            Map.entry('.', 0x00000018cL),
            Map.entry(':', 0x018c03180L),
            Map.entry('/', 0x042222210L),
            Map.entry('+', 0x0084f9080L),
            Map.entry('-', 0x0000f8000L));

    private PixelFont() {}

    /** A letter that is not there is a space. */
    static boolean isLit(char letter, int x, int y) {
        if (x < 0 || x >= WIDTH || y < 0 || y >= HEIGHT) {
            return false;
        }
        int bit = WIDTH * HEIGHT - 1 - (y * WIDTH + x);
        return ((LETTERS.getOrDefault(letter, 0L) >> bit) & 1) == 1;
    }
}
