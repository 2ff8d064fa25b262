package io.framefarm.training.judge;

/** Where a subject's centre of mass is, in shares of the frame's sides from the left and from the top. */
public record Centre(double x, double y) {
    public double distance(Centre other) {
        return Math.hypot(x - other.x, y - other.y);
    }
}
