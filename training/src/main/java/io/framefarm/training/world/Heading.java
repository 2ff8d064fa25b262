package io.framefarm.training.world;

/** Where the front of a subject points. Left mirrors right, so that wheels stay below. */
enum Heading {
    RIGHT(1, 0, 0, 1),
    LEFT(-1, 0, 0, 1),
    UP(0, -1, 1, 0),
    DOWN(0, 1, 1, 0);

    // Rows of an orthogonal matrix from (right, down) of the frame to (ahead, beneath) of the subject.
    private final int aheadByRight;
    private final int aheadByDown;
    private final int beneathByRight;
    private final int beneathByDown;

    Heading(int aheadByRight, int aheadByDown, int beneathByRight, int beneathByDown) {
        this.aheadByRight = aheadByRight;
        this.aheadByDown = aheadByDown;
        this.beneathByRight = beneathByRight;
        this.beneathByDown = beneathByDown;
    }

    /** How far a point of the frame lies ahead of the subject's centre. */
    double ahead(double right, double down) {
        return aheadByRight * right + aheadByDown * down;
    }

    /** How far a point of the frame lies to the subject's underside. */
    double beneath(double right, double down) {
        return beneathByRight * right + beneathByDown * down;
    }

    /** How far a point of the subject lies to the right of its centre, in the frame. */
    double right(double ahead, double beneath) {
        return aheadByRight * ahead + beneathByRight * beneath;
    }

    /** How far a point of the subject lies below its centre, in the frame. */
    double down(double ahead, double beneath) {
        return aheadByDown * ahead + beneathByDown * beneath;
    }

    boolean isVertical() {
        return this == UP || this == DOWN;
    }
}
