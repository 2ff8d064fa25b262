package io.framefarm.training.world;

import java.util.List;

/**
 * How a subject looks: layers from back to front in its own coordinates, where it looks along x, y points to its
 * underside, and its half length is 1.
 */
record Figure(List<Layer> layers, double halfHeight) {
    enum Paint {
        BODY,
        WHITE,
        DARK;

        private static final Rgb WHITE_RGB = new Rgb(248, 248, 248);
        private static final Rgb DARK_RGB = new Rgb(18, 18, 22);

        Rgb rgb(Colour body) {
            return switch (this) {
                case BODY -> body.rgb();
                case WHITE -> WHITE_RGB;
                case DARK -> DARK_RGB;
            };
        }
    }

    /** A painted shape; nothing of it lies outside the given square around a centre. */
    record Layer(Shape shape, Paint paint, double centreX, double centreY, double reach) {}

    /** How far a trail reaches behind the subject's centre. */
    static final double TRAIL_END = 2.1;

    private static final Figure FISH = new Figure(
            List.of(
                    body(Shape.ellipse(0.28, 0, 0.72, 0.56).and(Shape.polygon(-0.1, 0, -1, -0.7, -0.8, 0, -1, 0.7))),
                    spot(Paint.WHITE, 0.55, -0.14, 0.2),
                    spot(Paint.DARK, 0.6, -0.14, 0.11)),
            0.7);
    private static final Figure CAR = new Figure(
            List.of(
                    body(Shape.box(-1, -0.15, 1, 0.5, 0.14)
                            .and(Shape.polygon(-0.92, 0, -0.72, -0.72, 0.12, -0.72, 0.52, 0))),
                    new Layer(
                            Shape.polygon(-0.3, -0.14, -0.3, -0.5, 0.02, -0.5, 0.22, -0.14),
                            Paint.WHITE,
                            -0.05,
                            -0.3,
                            0.35),
                    spot(Paint.DARK, -0.52, 0.5, 0.27),
                    spot(Paint.DARK, 0.52, 0.5, 0.27),
                    spot(Paint.WHITE, -0.52, 0.5, 0.1),
                    spot(Paint.WHITE, 0.52, 0.5, 0.1)),
            0.77);
    private static final Figure ROCKET = new Figure(
            List.of(
                    body(Shape.polygon(
                            1.04, 0, 0.75, 0.27, 0.4, 0.42, -0.3, 0.42, -0.98, 0.78, -0.8, 0.3, -0.8, -0.3, -0.98,
                            -0.78, -0.3, -0.42, 0.4, -0.42, 0.75, -0.27)),
                    spot(Paint.WHITE, 0.3, 0, 0.18)),
            0.78);
    private static final Figure STAR = new Figure(List.of(body(Shape.polygon(starCorners(0.47)))), 0.95);
    private static final Figure BALL =
            new Figure(List.of(body(Shape.disc(0, 0, 0.8)), spot(Paint.WHITE, 0.3, -0.3, 0.18)), 0.8);

    private static final Layer FLAME = new Layer(
            Shape.polygon(-0.5, -0.5, -0.5, 0.5, -1.3, 0.42, -TRAIL_END, 0.08, -TRAIL_END, -0.08, -1.3, -0.42),
            Paint.WHITE,
            -1.3,
            0,
            0.85);
    private static final Layer BUBBLES = new Layer(
            Shape.disc(-1.1, 0, 0.4).and(Shape.disc(-1.55, 0.05, 0.33)).and(Shape.disc(-1.88, 0, 0.24)),
            Paint.WHITE,
            -1.4,
            0,
            0.75);
    private static final Layer SMOKE = new Layer(
            Shape.disc(-1.05, 0.2, 0.26).and(Shape.disc(-1.4, 0.1, 0.36)).and(Shape.disc(-1.75, 0, 0.42)),
            Paint.WHITE,
            -1.5,
            0.05,
            0.75);

    static Figure of(Subject subject) {
        return switch (subject) {
            case FISH -> FISH;
            case CAR -> CAR;
            case ROCKET -> ROCKET;
            case STAR -> STAR;
            case BALL -> BALL;
        };
    }

    /** What a travelling subject leaves behind, drawn beneath it. */
    static Layer trailOf(Subject subject) {
        return switch (subject) {
            case FISH -> BUBBLES;
            case CAR -> SMOKE;
            case ROCKET, STAR, BALL -> FLAME;
        };
    }

    private static Layer body(Shape shape) {
        return new Layer(shape, Paint.BODY, 0, 0, 1.05);
    }

    private static Layer spot(Paint paint, double x, double y, double radius) {
        return new Layer(Shape.disc(x, y, radius), paint, x, y, radius + 0.02);
    }

    private static double[] starCorners(double innerRadius) {
        double[] corners = new double[20];
        for (int i = 0; i < 10; i++) {
            double radius = i % 2 == 0 ? 1.05 : 1.05 * innerRadius;
            corners[2 * i] = radius * StrictMath.cos(i * Math.PI / 5);
            corners[2 * i + 1] = radius * StrictMath.sin(i * Math.PI / 5);
        }
        return corners;
    }
}
