package io.framefarm.training.vocabulary;

import io.framefarm.training.world.Grammar;

/** The vocabulary of the synthetic world: every word of its grammar is one token. */
public final class WorldVocabulary {
    private static final int LARGEST_SIZE = 768;

    private WorldVocabulary() {}

    public static Vocabulary learn() {
        return Vocabulary.learn(Grammar.phrases(), LARGEST_SIZE);
    }
}
