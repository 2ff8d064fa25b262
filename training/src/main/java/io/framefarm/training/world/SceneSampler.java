package io.framefarm.training.world;

import java.util.List;
import java.util.random.RandomGenerator;

/** Draws scenes: any combination of its list with equal chance, then any size and speed. */
public final class SceneSampler {
    private static final List<Size> SIZES = List.of(Size.values());
    private static final List<Speed> SPEEDS = List.of(Speed.values());

    private final List<Scene> combinations;

    private SceneSampler(List<Scene> combinations) {
        this.combinations = combinations;
    }

    /** Draws only what training may see. */
    public static SceneSampler training() {
        return new SceneSampler(Split.training());
    }

    /** Draws only what training never sees. */
    public static SceneSampler heldOut() {
        return new SceneSampler(Split.heldOut());
    }

    public Scene draw(RandomGenerator random) {
        return pick(combinations, random).resized(pick(SIZES, random), pick(SPEEDS, random));
    }

    private static <T> T pick(List<T> choices, RandomGenerator random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
