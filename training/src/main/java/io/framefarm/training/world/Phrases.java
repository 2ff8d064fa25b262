package io.framefarm.training.world;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The words of the grammar; the first phrase of each list is the canonical one. */
final class Phrases {
    static final Map<Size, List<String>> SIZES = inOrder(Map.of(
            Size.SMALL, List.of("small", "little", "tiny"),
            Size.MEDIUM, List.of(""),
            Size.LARGE, List.of("big", "large", "huge")));

    static final Map<Colour, List<String>> COLOURS = inOrder(Map.of(
            Colour.RED, List.of("red", "scarlet"),
            Colour.YELLOW, List.of("yellow", "golden"),
            Colour.GREEN, List.of("green", "emerald"),
            Colour.CYAN, List.of("cyan", "turquoise"),
            Colour.BLUE, List.of("blue", "cobalt"),
            Colour.PURPLE, List.of("purple", "violet")));

    static final Map<Subject, List<String>> SUBJECTS = inOrder(Map.of(
            Subject.FISH, List.of("fish"),
            Subject.CAR, List.of("car", "automobile"),
            Subject.ROCKET, List.of("rocket", "spaceship"),
            Subject.STAR, List.of("star", "comet"),
            Subject.BALL, List.of("ball")));

    static final Map<Subject, List<String>> VERBS = inOrder(Map.of(
            Subject.FISH, List.of("swimming", "gliding", "moving"),
            Subject.CAR, List.of("driving", "racing", "moving"),
            Subject.ROCKET, List.of("flying", "racing", "moving"),
            Subject.STAR, List.of("flying", "shooting", "moving"),
            Subject.BALL, List.of("flying", "gliding", "moving")));

    static final Map<Motion, List<String>> DIRECTIONS = inOrder(Map.of(
            Motion.RIGHT, List.of("right", "to the right", "rightwards"),
            Motion.LEFT, List.of("left", "to the left", "leftwards"),
            Motion.UP, List.of("up", "upwards"),
            Motion.DOWN, List.of("down", "downwards"),
            Motion.BOUNCING, List.of("bouncing", "hopping", "bouncing on a springboard"),
            Motion.STILL, List.of("standing still", "resting", "not moving")));

    static final Map<Speed, List<String>> SPEEDS = inOrder(Map.of(
            Speed.SLOW, List.of("slowly", "gently"),
            Speed.STEADY, List.of(""),
            Speed.FAST, List.of("quickly", "fast")));

    static final List<String> PREPOSITIONS = List.of("over", "above", "in front of");

    static final Map<Background, List<String>> BACKGROUNDS = inOrder(Map.of(
            Background.WATER, List.of("blue water", "the sea", "deep water"),
            Background.GRASS, List.of("green grass", "a meadow", "the lawn"),
            Background.NIGHT, List.of("the night sky", "a dark night", "outer space"),
            Background.SAND, List.of("brown sand", "the desert", "a sandy beach")));

    private Phrases() {}

    /** In the order of the constants, which that of {@code Map.of} is not. */
    private static <K extends Enum<K>> Map<K, List<String>> inOrder(Map<K, List<String>> phrases) {
        return Collections.unmodifiableMap(new EnumMap<>(phrases));
    }

    static <K> List<String> of(Map<K, List<String>> phrases, K key) {
        return Objects.requireNonNull(phrases.get(key), () -> "no phrase for " + key);
    }
}
