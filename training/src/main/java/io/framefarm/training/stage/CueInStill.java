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
    private static final double LEAST_BODY = 4; // pixels
    private static final double LEAST_WHITE = 0.1; // of the body's area
    private static final double LEAST_OFFSET = 0.55; // in radii of the body
    private static final double BOARD_TOP = 0.86; // of the picture's height
    private static final double BOARD_SHARE = 0.02; // of the picture's area

    private CueInStill() {}

    /** The area of some pixels and their centre. */
    private static final class Patch {
        private double area;
        private double sumX;
        private double sumY;

        void add(int x, int y) {
            area++;
            sumX += x;
            sumY += y;
        }

        double x() {
            return sumX / area;
        }

        double y() {
            return sumY / area;
        }
    }

    /** The motion that the picture shows; empty if it shows no body of the scene's colour. */
    static Optional<Motion> read(byte[] rgb, int side, Scene scene) {
        Patch body = new Patch();
        Patch white = new Patch();
        Patch board = new Patch();
        Rgb colour = scene.colour().rgb();
        for (int pixel = 0; pixel < side * side; pixel++) {
            int row = pixel / side;
            double red = rgb[3 * pixel] & 0xFF;
            double green = rgb[3 * pixel + 1] & 0xFF;
            double blue = rgb[3 * pixel + 2] & 0xFF;
            if (Math.min(red, Math.min(green, blue)) > WHITE_LEVEL) {
                (row < BOARD_TOP * side ? white : board).add(pixel % side, row);
            } else if (distance(red - colour.red(), green - colour.green(), blue - colour.blue()) < NEAR) {
                body.add(pixel % side, row);
            }
        }
        if (body.area < LEAST_BODY) {
            return Optional.empty();
        }
        boolean onBoard = board.area > BOARD_SHARE * side * side;
        return Optional.of(onBoard ? Motion.BOUNCING : motion(body, white));
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
        return down > 0 ? Motion.DOWN : Motion.UP;
    }

    private static double distance(double red, double green, double blue) {
        return Math.sqrt(red * red + green * green + blue * blue);
    }
}
