package io.framefarm.training.world;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Draws scenes: any combination of its list, then any speed and one of two sizes. */
public final class SceneSampler {
    /** Not the small one: outlines of that size are too much for the latents' eight by eight places. */
    private static final List<Size> SIZES = List.of(Size.MEDIUM, Size.LARGE);

    private static final List<Speed> SPEEDS = List.of(Speed.values());
    /** Bodies in these colours lose their outlines first in a coarse autoencoder. */
    private static final Set<Colour> HARD_COLOURS = Set.of(Colour.GREEN, Colour.BLUE);

    private static final int HARD_SHARE = 3;

    private final List<Scene> combinations;

    private SceneSampler(List<Scene> combinations) {
        this.combinations = combinations;
    }

    /** Draws only what training may see, and what is hard to learn more often. */
    public static SceneSampler training() {
        return new SceneSampler(Split.training().stream()
                .flatMap(scene ->
                        Collections.nCopies(HARD_COLOURS.contains(scene.colour()) ? HARD_SHARE : 1, scene).stream())
                .toList());
    }

    /** Draws only what training never sees, all with equal chance. */
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
