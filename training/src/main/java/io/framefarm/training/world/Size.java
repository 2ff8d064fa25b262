package io.framefarm.training.world;

/** How long the subject is, as a share of the frame's side. Captions know the small one, but no clip shows it. */
public enum Size {
    SMALL(20 / 64.0),
    MEDIUM(24 / 64.0),
    LARGE(28 / 64.0);

    private final double length;

    Size(double length) {
        this.length = length;
    }

    double length() {
        return length;
    }
}
