package io.framefarm.training.judge;

import java.util.ArrayList;
import java.util.List;

/** For each property of a scene, whether the clip shows it. */
public record Verdict(boolean subject, boolean colour, boolean background, boolean motion) {
    /** Whether the clip shows everything that was asked for. */
    public boolean all() {
        return appearance() && motion;
    }

    /** What is not as it was asked for, in words. */
    public List<String> wrong() {
        List<String> wrong = new ArrayList<>();
        if (!subject) {
            wrong.add("object");
        }
        if (!colour) {
            wrong.add("colour");
        }
        if (!background) {
            wrong.add("background");
        }
        if (!motion) {
            wrong.add("motion");
        }
        return wrong;
    }

    /** Whether everything but the motion is right, which a single frame shows. */
    public boolean appearance() {
        return subject && colour && background;
    }
}
