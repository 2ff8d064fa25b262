package io.framefarm.training.world;

/** Body colours, spread over the hues; white is kept for the cues that show motion. */
public enum Colour {
    RED(0xE12328),
    YELLOW(0xFAD728),
    GREEN(0x2DB43C),
    CYAN(0x3CD7E6),
    BLUE(0x2D50F0),
    PURPLE(0xC332D7);

    private final int rgb;

    Colour(int rgb) {
        this.rgb = rgb;
    }

    public Rgb rgb() {
        return Rgb.of(rgb);
    }
}
