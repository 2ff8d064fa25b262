package io.framefarm.training.world;

/** What lies behind the subject: two tones of one colour that meet in a soft line. */
public enum Background {
    WATER(0x184E96, 0x103878),
    GRASS(0x266834, 0x1A5028),
    NIGHT(0x0E102C, 0x1A183E),
    SAND(0xAC8056, 0x946A44);

    private static final double LINE = 0.7;
    private static final double SOFTNESS = 0.06;

    private final int upper;
    private final int lower;

    Background(int upper, int lower) {
        this.upper = upper;
        this.lower = lower;
    }

    /** The colour at a height, 0 at the top of the frame and 1 at its bottom. */
    public Rgb at(double height) {
        double share = Math.min(1, Math.max(0, (height - LINE) / SOFTNESS + 0.5));
        return Rgb.of(upper).mix(Rgb.of(lower), share);
    }

    /** Whether a body of this colour stands out against the background. */
    public boolean shows(Colour colour) {
        return switch (this) {
            case WATER -> colour != Colour.BLUE;
            case GRASS -> colour != Colour.GREEN;
            case NIGHT, SAND -> true;
        };
    }
}
