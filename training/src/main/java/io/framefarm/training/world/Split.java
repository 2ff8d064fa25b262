package io.framefarm.training.world;

import java.util.ArrayList;
import java.util.List;

/**
 * Divides the combinations of subject, colour, background and motion into those that training sees and those that only
 * evaluation sees. Every pair of two properties occurs in training; size and speed play no part.
 */
public final class Split {
    private static final int HELD_OUT_ONE_IN = 7;
    private static final List<Scene> COMBINATIONS = combinations();

    private Split() {}

    /** One combination in seven, on a lattice through the four properties. */
    @SuppressWarnings("EnumOrdinal") // the order of the constants is the lattice
    public static boolean isHeldOut(Scene scene) {
        int lattice = scene.subject().ordinal()
                + 2 * scene.colour().ordinal()
                + 4 * scene.background().ordinal()
                + 3 * scene.motion().ordinal();
        return lattice % HELD_OUT_ONE_IN == 0;
    }

    /** The combinations of training, at ordinary size and speed, in a fixed order. */
    public static List<Scene> training() {
        return COMBINATIONS.stream().filter(scene -> !isHeldOut(scene)).toList();
    }

    /** The combinations kept for evaluation, at ordinary size and speed, in a fixed order. */
    public static List<Scene> heldOut() {
        return COMBINATIONS.stream().filter(Split::isHeldOut).toList();
    }

    private static List<Scene> combinations() {
        List<Scene> scenes = new ArrayList<>();
        for (Subject subject : Subject.values()) {
            for (Colour colour : Colour.values()) {
                for (Background background : Background.values()) {
                    for (Motion motion : Motion.values()) {
                        if (subject.performs(motion) && background.shows(colour)) {
                            scenes.add(new Scene(subject, colour, background, motion));
                        }
                    }
                }
            }
        }
        return List.copyOf(scenes);
    }
}
