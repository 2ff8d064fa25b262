package io.framefarm.training.world;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Where the subject is at every moment of a clip: all of it, and most of its trail, stays inside the frame. */
final class Trajectory {
    /** Height of the springboard's upper edge, from the top of the frame. */
    static final double FLOOR = 0.885;

    private static final double MARGIN = 0.02;
    private static final double SPEED_SPREAD = 0.02;
    private static final double VISIBLE_TRAIL = 0.6;
    private static final double SQUASH = 0.22;
    private static final double STRETCH = 0.06;
    private static final double SQUASH_BELOW = 0.18;
    private static final double BOUNCES = (Renderer.FRAMES - 1.0) / Renderer.BOUNCE_FRAMES;

    private final Scene scene;
    private final double radius;
    private final Heading heading;
    private final double startX;
    private final double startY;
    private final double travel;
    private final double apex;

    Trajectory(Scene scene, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        this.scene = scene;
        radius = scene.size().length() / 2;
        heading = heading(scene, random.nextBoolean());
        travel = scene.speed().travel() + SPEED_SPREAD * (2 * random.nextDouble() - 1);
        double near = radius * (scene.motion() == Motion.BOUNCING ? 1 / (1 - SQUASH) : 1) + MARGIN;
        double tail = radius * (1 + VISIBLE_TRAIL * (Figure.TRAIL_END - 1));
        double across = near + random.nextDouble() * (1 - 2 * near);
        double along = tail + random.nextDouble() * (1 - tail - near - travel);
        double other = near + random.nextDouble() * (1 - 2 * near);
        startX = switch (scene.motion()) {
            case RIGHT -> along;
            case LEFT -> 1 - along;
            case UP, DOWN, BOUNCING, STILL -> across;
        };
        startY = switch (scene.motion()) {
            case DOWN -> along;
            case UP -> 1 - along;
            case RIGHT, LEFT -> across;
            case BOUNCING, STILL -> other;
        };
        double standing = restingHeight(1);
        double highest = (1 + STRETCH) * halfHeight() + MARGIN;
        apex = (standing - highest) * (0.8 + 0.2 * random.nextDouble());
    }

    /** The pose at a moment, 0 at the first frame of the clip and 1 at its last. */
    Pose at(double moment) {
        return switch (scene.motion()) {
            case RIGHT -> pose(startX + travel * moment, startY);
            case LEFT -> pose(startX - travel * moment, startY);
            case UP -> pose(startX, startY - travel * moment);
            case DOWN -> pose(startX, startY + travel * moment);
            case STILL -> pose(startX, startY);
            case BOUNCING -> bounce(moment);
        };
    }

    /**
     * A ballistic arc per bounce, the first from the board; near it the subject gives way, and its lower edge never leaves
     * it. All clips bounce in step, because a single frame does not show whether the subject is on its way up or down, and
     * so do all windows of a shot.
     */
    private Pose bounce(double moment) {
        double turn = moment * BOUNCES % 1.0;
        double height = 4 * turn * (1 - turn);
        double stretch = 1 + STRETCH - (STRETCH + SQUASH) * Math.max(0, 1 - height / SQUASH_BELOW);
        return new Pose(startX, restingHeight(stretch) - apex * height, radius, heading, stretch);
    }

    private double restingHeight(double stretch) {
        return FLOOR - halfHeight() * stretch;
    }

    private double halfHeight() {
        return radius * (heading.isVertical() ? 1 : Figure.of(scene.subject()).halfHeight());
    }

    private Pose pose(double x, double y) {
        return new Pose(x, y, radius, heading, 1);
    }

    private static Heading heading(Scene scene, boolean facesRight) {
        return switch (scene.motion()) {
            case RIGHT -> Heading.RIGHT;
            case LEFT -> Heading.LEFT;
            case UP -> Heading.UP;
            case DOWN -> Heading.DOWN;
            case BOUNCING, STILL ->
                switch (scene.subject()) {
                    case ROCKET, STAR -> Heading.UP;
                    case FISH, CAR, BALL -> facesRight ? Heading.RIGHT : Heading.LEFT;
                };
        };
    }
}
