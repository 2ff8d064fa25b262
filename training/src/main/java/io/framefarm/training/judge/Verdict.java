package io.framefarm.training.judge;

/** For each property of a scene, whether the clip shows it. */
public record Verdict(boolean subject, boolean colour, boolean background, boolean motion) {
    /** Whether the clip shows everything that was asked for. */
    public boolean all() {
        return appearance() && motion;
    }

    /** Whether everything but the motion is right, which a single frame shows. */
    public boolean appearance() {
        return subject && colour && background;
    }
}
