package io.framefarm.training.world;

/** How far a travelling subject gets in a clip. */
public enum Speed {
    SLOW(0.20),
    STEADY(0.29),
    FAST(0.37);

    private final double travel;

    Speed(double travel) {
        this.travel = travel;
    }

    /** Share of the frame's side that a clip crosses. */
    double travel() {
        return travel;
    }
}
