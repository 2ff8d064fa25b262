package io.framefarm.training.judge;

import io.framefarm.training.world.Motion;
import org.jspecify.annotations.Nullable;

/** Where a subject's centre is in each frame, in shares of the frame's side, and what motion that makes. */
final class Track {
    private static final double LARGEST_REST = 0.07;
    private static final double SMALLEST_TRAVEL = 0.11;
    private static final double LARGEST_SWERVE = 0.5;
    private static final double LARGEST_ROUGHNESS = 0.035;
    private static final double SMALLEST_BOUNCE = 0.15;
    private static final double STEP = 0.01;
    private static final int MOST_TURNS = 5;

    private final Line across;
    private final Line down;

    /** Takes the centres, one each per frame. */
    Track(double[] x, double[] y) {
        this.across = Line.through(x);
        this.down = Line.through(y);
    }

    /** The motion; null if the centres make none, as when frames are out of order. */
    @Nullable
    Motion motion() {
        if (across.range < LARGEST_REST && down.range < LARGEST_REST) {
            return Motion.STILL;
        }
        if (across.roughness < LARGEST_ROUGHNESS && down.roughness < LARGEST_ROUGHNESS) {
            return straight();
        }
        boolean inPlace = Math.abs(across.travel) < SMALLEST_TRAVEL && across.roughness < LARGEST_ROUGHNESS;
        boolean bounces = down.range > SMALLEST_BOUNCE && down.turns >= 1 && down.turns <= MOST_TURNS;
        return inPlace && bounces ? Motion.BOUNCING : null;
    }

    private @Nullable Motion straight() {
        double sideways = Math.abs(across.travel);
        double upright = Math.abs(down.travel);
        if (sideways >= SMALLEST_TRAVEL && upright < LARGEST_SWERVE * sideways) {
            return across.travel > 0 ? Motion.RIGHT : Motion.LEFT;
        }
        if (upright >= SMALLEST_TRAVEL && sideways < LARGEST_SWERVE * upright) {
            return down.travel > 0 ? Motion.DOWN : Motion.UP;
        }
        return null;
    }

    /**
     * One coordinate over time and its least-squares line.
     *
     * @param travel how far the line goes in the clip
     * @param roughness root mean square distance from the line
     * @param turns how often the coordinate changes its direction
     */
    private record Line(double travel, double roughness, double range, int turns) {
        static Line through(double[] values) {
            int n = values.length;
            double middle = (n - 1) / 2.0;
            double mean = 0;
            double low = values[0];
            double high = values[0];
            for (double value : values) {
                mean += value / n;
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
            double moment = 0;
            double inertia = 0;
            for (int i = 0; i < n; i++) {
                moment += (i - middle) * (values[i] - mean);
                inertia += (i - middle) * (i - middle);
            }
            double slope = inertia == 0 ? 0 : moment / inertia;
            double squares = 0;
            for (int i = 0; i < n; i++) {
                double off = values[i] - mean - slope * (i - middle);
                squares += off * off / n;
            }
            return new Line(slope * (n - 1), Math.sqrt(squares), high - low, turns(values));
        }

        private static int turns(double[] values) {
            int turns = 0;
            double direction = 0;
            for (int i = 1; i < values.length; i++) {
                double step = values[i] - values[i - 1];
                if (Math.abs(step) < STEP) {
                    continue;
                }
                if (direction * step < 0) {
                    turns++;
                }
                direction = step;
            }
            return turns;
        }
    }
}
