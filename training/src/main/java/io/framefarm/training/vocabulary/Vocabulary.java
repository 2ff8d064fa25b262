package io.framefarm.training.vocabulary;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A byte-level BPE vocabulary in CLIP's order: the 256 symbols, the same at a word's end, the merged symbols, start and
 * end of text. The end of text has the largest id, which CLIP text encoders rely on.
 */
public final class Vocabulary {
    static final String START_OF_TEXT = "<|startoftext|>";
    static final String END_OF_TEXT = "<|endoftext|>";

    private static final int UNMERGED = 2 * 256 + 2;

    private static final Comparator<Merge> ALPHABETIC =
            Comparator.comparing(Merge::left).thenComparing(Merge::right);

    private final List<Merge> merges;
    private final Map<String, Integer> ids;

    private Vocabulary(List<Merge> merges) {
        this.merges = List.copyOf(merges);
        this.ids = Collections.unmodifiableMap(number(merges));
    }

    /** Learns the commonest merges of a text's words until each word is one symbol or the vocabulary is full. */
    public static Vocabulary learn(Collection<String> texts, int largestSize) {
        if (largestSize < UNMERGED) {
            throw new IllegalArgumentException(
                    "vocabulary of " + largestSize + " entries: the bytes alone take " + UNMERGED);
        }
        Map<List<String>, Integer> words = countWords(texts);
        List<Merge> merges = new ArrayList<>();
        while (UNMERGED + merges.size() < largestSize) {
            Optional<Merge> best = commonestPair(words);
            if (best.isEmpty()) {
                break;
            }
            merges.add(best.get());
            Map<List<String>, Integer> merged = new LinkedHashMap<>();
            words.forEach((word, count) -> merged.merge(best.get().applyTo(word), count, Integer::sum));
            words = merged;
        }
        return new Vocabulary(merges);
    }

    public int size() {
        return ids.size();
    }

    int startOfText() {
        return id(START_OF_TEXT);
    }

    int endOfText() {
        return id(END_OF_TEXT);
    }

    int id(String symbol) {
        return Objects.requireNonNull(ids.get(symbol), () -> "no symbol " + symbol);
    }

    /** Every symbol with its id, in the order of the ids. */
    Map<String, Integer> ids() {
        return ids;
    }

    /** The merges in the order in which they apply. */
    List<Merge> merges() {
        return merges;
    }

    private static Map<List<String>, Integer> countWords(Collection<String> texts) {
        Map<List<String>, Integer> words = new LinkedHashMap<>();
        for (String text : texts) {
            Words.in(text).forEach(word -> words.merge(Words.symbols(word), 1, Integer::sum));
        }
        return words;
    }

    /** The pair that occurs most often; of equals the first in the alphabet, so that learning is deterministic. */
    private static Optional<Merge> commonestPair(Map<List<String>, Integer> words) {
        Map<Merge, Integer> counts = new HashMap<>();
        words.forEach((word, count) -> {
            for (int i = 0; i + 1 < word.size(); i++) {
                counts.merge(new Merge(word.get(i), word.get(i + 1)), count, Integer::sum);
            }
        });
        return counts.entrySet().stream()
                .max(Map.Entry.<Merge, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(ALPHABETIC.reversed())))
                .map(Map.Entry::getKey);
    }

    private static Map<String, Integer> number(List<Merge> merges) {
        Map<String, Integer> ids = new LinkedHashMap<>();
        List<String> symbols = ByteAlphabet.inVocabularyOrder();
        symbols.forEach(symbol -> ids.put(symbol, ids.size()));
        symbols.forEach(symbol -> ids.put(symbol + Words.END_OF_WORD, ids.size()));
        // Two merges can lead to the same symbol; it keeps its first id.
        merges.forEach(merge -> ids.putIfAbsent(merge.joined(), ids.size()));
        ids.put(START_OF_TEXT, ids.size());
        ids.put(END_OF_TEXT, ids.size());
        return ids;
    }
}
