package io.framefarm.training.world;

/** A colour of 8-bit channels, 0 to 255 each. */
public record Rgb(int red, int green, int blue) {
    public Rgb {
        if (((red | green | blue) & ~0xFF) != 0) {
            throw new IllegalArgumentException(
                    "colour (%d, %d, %d): each channel must be 0 to 255".formatted(red, green, blue));
        }
    }

    /** The colour of a number as in a style sheet, 0xRRGGBB. */
    static Rgb of(int hex) {
        return new Rgb(hex >> 16, (hex >> 8) & 0xFF, hex & 0xFF);
    }

    /** Euclidean distance of this colour to a pixel. */
    public double distanceTo(double r, double g, double b) {
        double dr = r - red;
        double dg = g - green;
        double db = b - blue;
        return Math.sqrt(dr * dr + dg * dg + db * db);
    }

    Rgb mix(Rgb other, double share) {
        return new Rgb(blend(red, other.red, share), blend(green, other.green, share), blend(blue, other.blue, share));
    }

    private static int blend(int from, int to, double share) {
        return (int) Math.round(from + (to - from) * share);
    }
}
