package io.framefarm.training.world;

/** What moves through a scene; each kind has its own silhouette. */
public enum Subject {
    FISH,
    CAR,
    ROCKET,
    STAR,
    BALL;

    /** Cars stay on their wheels, so they neither rise nor fall; everything else does everything. */
    public boolean performs(Motion motion) {
        return this != CAR || (motion != Motion.UP && motion != Motion.DOWN);
    }
}
