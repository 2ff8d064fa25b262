package io.framefarm.worker.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Byte-pair merges (<a href="https://arxiv.org/abs/1508.07909">Sennrich et al. 2016</a>) by rank. */
final class BytePairs {

    private static final String END_OF_WORD = "</w>";

    private final Map<Pair, Integer> ranks;

    private record Pair(String left, String right) {}

    /** Takes the lines of a merges file: two symbols each, the earlier line first in rank. */
    BytePairs(List<String> merges) {
        ranks = new HashMap<>(merges.size() * 2);
        for (String merge : merges) {
            int space = merge.indexOf(' ');
            if (space <= 0 || space == merge.length() - 1) {
                throw new IllegalArgumentException("merge '" + merge + "' (expected two symbols with a space between)");
            }
            ranks.putIfAbsent(new Pair(merge.substring(0, space), merge.substring(space + 1)), ranks.size());
        }
    }

    /** Splits a word, written in the byte alphabet, into the symbols of the vocabulary. */
    List<String> split(String word) {
        List<String> symbols = new ArrayList<>();
        for (int i = 0; i < word.length(); i++) {
            symbols.add(i < word.length() - 1 ? word.substring(i, i + 1) : word.substring(i) + END_OF_WORD);
        }
        int best = lowestRanked(symbols);
        while (best >= 0) {
            symbols.set(best, symbols.get(best) + symbols.remove(best + 1));
            best = lowestRanked(symbols);
        }
        return symbols;
    }

    private int lowestRanked(List<String> symbols) {
        int best = -1;
        int bestRank = Integer.MAX_VALUE;
        for (int i = 0; i + 1 < symbols.size(); i++) {
            Integer rank = ranks.get(new Pair(symbols.get(i), symbols.get(i + 1)));
            if (rank != null && rank < bestRank) {
                best = i;
                bestRank = rank;
            }
        }
        return best;
    }
}
