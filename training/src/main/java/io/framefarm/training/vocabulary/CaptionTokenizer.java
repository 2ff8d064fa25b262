package io.framefarm.training.vocabulary;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns captions into the 77 ids of a CLIP text encoder: start, the caption, and end of text up to the last place. */
public final class CaptionTokenizer {
    /** Ids in a text. */
    public static final int LENGTH = 77;

    private final Vocabulary vocabulary;
    private final Map<Merge, Integer> ranks = new HashMap<>();

    public CaptionTokenizer(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        vocabulary.merges().forEach(merge -> ranks.putIfAbsent(merge, ranks.size()));
    }

    /** The ids of a caption, [77]; what is too long is cut. */
    public long[] ids(String caption) {
        long[] ids = new long[LENGTH];
        Arrays.fill(ids, vocabulary.endOfText());
        ids[0] = vocabulary.startOfText();
        int next = 1;
        for (String word : Words.in(caption)) {
            for (String symbol : merged(Words.symbols(word))) {
                if (next == LENGTH - 1) {
                    return ids;
                }
                ids[next++] = vocabulary.id(symbol);
            }
        }
        return ids;
    }

    private List<String> merged(List<String> symbols) {
        List<String> word = symbols;
        while (true) {
            Merge best = null;
            int bestRank = Integer.MAX_VALUE;
            for (int i = 0; i + 1 < word.size(); i++) {
                Merge pair = new Merge(word.get(i), word.get(i + 1));
                int rank = ranks.getOrDefault(pair, Integer.MAX_VALUE);
                if (rank < bestRank) {
                    best = pair;
                    bestRank = rank;
                }
            }
            if (best == null) {
                return word;
            }
            word = best.applyTo(word);
        }
    }
}
