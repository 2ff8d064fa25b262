package io.framefarm.training.world;

/** How far a travelling subject gets in a clip, or how often a bouncing one bounces. */
public enum Speed {
    SLOW(0.20, 1.0),
    STEADY(0.29, 1.35),
    FAST(0.37, 1.8);

    private final double travel;
    private final double bounces;

    Speed(double travel, double bounces) {
        this.travel = travel;
        this.bounces = bounces;
    }

    /** Share of the frame's side that a clip crosses. */
    double travel() {
        return travel;
    }

    double bounces() {
        return bounces;
    }
}
