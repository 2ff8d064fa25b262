package io.framefarm.training.world;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a caption by its words: takes what lies behind the preposition for the background, the rest for the subject. */
final class CaptionReader {
    private CaptionReader() {}

    static Optional<Scene> read(String caption) {
        for (String preposition : Phrases.PREPOSITIONS) {
            int cut = caption.indexOf(" " + preposition + " ");
            if (cut >= 0) {
                return read(caption.substring(0, cut), caption.substring(cut + preposition.length() + 2));
            }
        }
        return Optional.empty();
    }

    private static Optional<Scene> read(String described, String behind) {
        Optional<Subject> subject = find(Phrases.SUBJECTS, described);
        Optional<Colour> colour = find(Phrases.COLOURS, described);
        Optional<Background> background = find(Phrases.BACKGROUNDS, behind);
        Optional<Motion> motion = find(Phrases.DIRECTIONS, described);
        if (subject.isEmpty() || colour.isEmpty() || background.isEmpty() || motion.isEmpty()) {
            return Optional.empty();
        }
        if (!subject.get().performs(motion.get()) || !background.get().shows(colour.get())) {
            return Optional.empty();
        }
        Size size = find(Phrases.SIZES, described).orElse(Size.MEDIUM);
        Speed speed = find(Phrases.SPEEDS, described).orElse(Speed.STEADY);
        return Optional.of(new Scene(subject.get(), colour.get(), background.get(), motion.get()).resized(size, speed));
    }

    private static <K> Optional<K> find(Map<K, List<String>> phrases, String text) {
        String words = " " + text + " ";
        return phrases.entrySet().stream()
                .filter(entry -> entry.getValue().stream()
                        .anyMatch(phrase -> !phrase.isEmpty() && words.contains(" " + phrase + " ")))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
