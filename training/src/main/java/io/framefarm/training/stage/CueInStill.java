package io.framefarm.training.stage;

import io.framefarm.training.world.Motion;
import io.framefarm.training.world.Rgb;
import io.framefarm.training.world.Scene;
import java.util.Optional;

/**
 * Reads from a single picture how its subject moves: by where the white trail or springboard lies beside the body. The
 * motion modules see no text, so a model whose stills do not show this cannot be animated as asked.
 */
final class CueInStill {
    private static final double NEAR = 110; // distance in RGB that still counts as a colour
    private static final double WHITE_LEVEL = 190;
    private static final double LEAST_WHITE = 0.2; // of the body's area
    private static final double LEAST_OFFSET = 0.6; // in radii of the body
    private static final double BOARD_ASPECT = 1.7;

    private CueInStill() {}

    /** The area of some pixels, their centre and their extent. */
    private static final class Patch {
        private double area;
        private double sumX;
        private double sumY;
        private double squareX;
        private double squareY;

        void add(int x, int y) {
            area++;
            sumX += x;
            sumY += y;
            squareX += (double) x * x;
            squareY += (double) y * y;
        }

        double x() {
            return sumX / area;
        }

        double y() {
            return sumY / area;
        }

        /** Width over height, by standard deviations. */
        double aspect() {
            double width = squareX / area - x() * x();
            double height = squareY / area - y() * y();
            return Math.sqrt((width + 0.1) / (height + 0.1));
        }
    }

    /** The motion that the picture shows; empty if it shows no body of the scene's colour. */
    static Optional<Motion> read(byte[] rgb, int side, Scene scene) {
        Patch body = new Patch();
        Patch white = new Patch();
        Rgb colour = scene.colour().rgb();
        for (int pixel = 0; pixel < side * side; pixel++) {
            double red = rgb[3 * pixel] & 0xFF;
            double green = rgb[3 * pixel + 1] & 0xFF;
            double blue = rgb[3 * pixel + 2] & 0xFF;
            if (Math.min(red, Math.min(green, blue)) > WHITE_LEVEL) {
                white.add(pixel % side, pixel / side);
            } else if (distance(red - colour.red(), green - colour.green(), blue - colour.blue()) < NEAR) {
                body.add(pixel % side, pixel / side);
            }
        }
        return body.area < 4 ? Optional.empty() : Optional.of(motion(body, white));
    }

    private static Motion motion(Patch body, Patch white) {
        if (white.area < LEAST_WHITE * body.area) {
            return Motion.STILL;
        }
        double right = body.x() - white.x();
        double down = body.y() - white.y();
        double radius = Math.sqrt(body.area / Math.PI);
        if (Math.hypot(right, down) < LEAST_OFFSET * radius) {
            return Motion.STILL;
        }
        if (Math.abs(right) > Math.abs(down)) {
            return right > 0 ? Motion.RIGHT : Motion.LEFT;
        }
        if (down > 0) {
            return Motion.DOWN;
        }
        return white.aspect() > BOARD_ASPECT ? Motion.BOUNCING : Motion.UP;
    }

    private static double distance(double red, double green, double blue) {
        return Math.sqrt(red * red + green * green + blue * blue);
    }
}
