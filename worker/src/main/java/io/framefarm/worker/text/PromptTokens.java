package io.framefarm.worker.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Prompts to sequences for the text encoder. A prompt that does not fit into one sequence goes on in further ones, each
 * with its own start and end; words are not torn apart unless one alone is longer than a sequence.
 */
public final class PromptTokens {

    private final ClipTokenizer tokenizer;
    private final TriggerWords triggers;
    private final int length;

    /**
     * Sets up the conversion.
     *
     * @param length ids in a sequence, start and end included; 77 for CLIP
     */
    public PromptTokens(ClipTokenizer tokenizer, TriggerWords triggers, int length) {
        if (length < 3) {
            throw new IllegalArgumentException("length: " + length + " (allowed: 3 or more)");
        }
        this.tokenizer = tokenizer;
        this.triggers = triggers;
        this.length = length;
    }

    /** Ids in a sequence. */
    public int length() {
        return length;
    }

    /** At least one sequence of exactly the length, with weights. */
    public List<List<WeightedToken>> sequences(String prompt) {
        List<List<WeightedToken>> sequences = new ArrayList<>();
        List<WeightedToken> content = new ArrayList<>();
        for (WeightedText stretch : PromptSyntax.parse(prompt)) {
            for (List<Integer> word : triggers.words(stretch.text(), tokenizer)) {
                if (content.size() + word.size() > length - 2 && word.size() <= length - 2) {
                    sequences.add(framed(content));
                    content.clear();
                }
                for (int id : word) {
                    if (content.size() == length - 2) {
                        sequences.add(framed(content));
                        content.clear();
                    }
                    content.add(new WeightedToken(id, stretch.weight()));
                }
            }
        }
        if (!content.isEmpty() || sequences.isEmpty()) {
            sequences.add(framed(content));
        }
        return sequences;
    }

    private List<WeightedToken> framed(List<WeightedToken> content) {
        List<WeightedToken> sequence = new ArrayList<>(length);
        sequence.add(new WeightedToken(tokenizer.start(), 1));
        sequence.addAll(content);
        while (sequence.size() < length) {
            sequence.add(new WeightedToken(tokenizer.end(), 1));
        }
        return List.copyOf(sequence);
    }
}
