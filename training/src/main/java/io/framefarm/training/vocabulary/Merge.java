package io.framefarm.training.vocabulary;

import java.util.ArrayList;
import java.util.List;

/** A pair of symbols that a merge joins into one. */
record Merge(String left, String right) {
    String joined() {
        return left + right;
    }

    /** The word with every occurrence of the pair joined, from left to right. */
    List<String> applyTo(List<String> word) {
        List<String> merged = new ArrayList<>(word.size());
        for (int i = 0; i < word.size(); i++) {
            boolean isPair = i + 1 < word.size()
                    && word.get(i).equals(left)
                    && word.get(i + 1).equals(right);
            merged.add(isPair ? joined() : word.get(i));
            i += isPair ? 1 : 0;
        }
        return merged;
    }
}
