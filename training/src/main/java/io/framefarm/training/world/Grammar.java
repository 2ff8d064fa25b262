package io.framefarm.training.world;

import static io.framefarm.training.world.Phrases.BACKGROUNDS;
import static io.framefarm.training.world.Phrases.COLOURS;
import static io.framefarm.training.world.Phrases.DIRECTIONS;
import static io.framefarm.training.world.Phrases.PREPOSITIONS;
import static io.framefarm.training.world.Phrases.SIZES;
import static io.framefarm.training.world.Phrases.SPEEDS;
import static io.framefarm.training.world.Phrases.SUBJECTS;
import static io.framefarm.training.world.Phrases.VERBS;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says a scene as a caption, such as "a red fish swimming right over blue water", and reads captions back. */
public final class Grammar {
    private static final double PLAIN_SHARE = 0.4;

    private Grammar() {}

    /** The caption made of every property's first phrase. */
    public static String canonical(Scene scene) {
        return say(scene, phrases -> phrases.get(0));
    }

    /** A caption of the scene in the words that the seed picks; a good part of all seeds give the canonical one. */
    public static String caption(Scene scene, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        if (random.nextDouble() < PLAIN_SHARE) {
            return canonical(scene);
        }
        return say(scene, phrases -> phrases.get(random.nextInt(phrases.size())));
    }

    /** The scene that any caption of this grammar names; empty if the text is none. */
    public static Optional<Scene> parse(String caption) {
        return CaptionReader.read(caption);
    }

    /** Every phrase of the grammar once: what a vocabulary must hold. */
    public static List<String> phrases() {
        return Stream.of(
                        Stream.of("a", "an"),
                        Stream.of(SIZES, COLOURS, SUBJECTS, DIRECTIONS, VERBS, SPEEDS, BACKGROUNDS)
                                .map(Map::values)
                                .flatMap(lists -> lists.stream().flatMap(List::stream)),
                        PREPOSITIONS.stream())
                .flatMap(Function.identity())
                .filter(phrase -> !phrase.isEmpty())
                .distinct()
                .toList();
    }

    private static String say(Scene scene, Function<List<String>, String> pick) {
        String described = Stream.of(
                        pick.apply(Phrases.of(SIZES, scene.size())),
                        pick.apply(Phrases.of(COLOURS, scene.colour())),
                        pick.apply(Phrases.of(SUBJECTS, scene.subject())),
                        scene.motion().travels() ? pick.apply(Phrases.of(VERBS, scene.subject())) : "",
                        pick.apply(Phrases.of(DIRECTIONS, scene.motion())),
                        pick.apply(Phrases.of(SPEEDS, scene.speed())),
                        pick.apply(PREPOSITIONS),
                        pick.apply(Phrases.of(BACKGROUNDS, scene.background())))
                .filter(phrase -> !phrase.isEmpty())
                .collect(Collectors.joining(" "));
        return ("aeiou".indexOf(described.charAt(0)) >= 0 ? "an " : "a ") + described;
    }
}
