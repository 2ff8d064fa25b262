package io.framefarm.worker.text;

import java.util.List;

/**
 * Prompts over the absolute frames of a shot. Between two entries the embeddings pass linearly from one to the other;
 * after the last entry it holds.
 */
public record PromptSchedule(List<PromptAt> entries) {

    public PromptSchedule {
        entries = List.copyOf(entries);
        if (entries.isEmpty() || entries.get(0).frame() != 0) {
            throw new IllegalArgumentException("prompts: the first entry must be at frame 0, found "
                    + (entries.isEmpty() ? "none" : "frame " + entries.get(0).frame()));
        }
        for (int i = 1; i < entries.size(); i++) {
            if (entries.get(i).frame() <= entries.get(i - 1).frame()) {
                throw new IllegalArgumentException(
                        "prompts: frame " + entries.get(i).frame() + " follows frame "
                                + entries.get(i - 1).frame() + " (allowed: rising frames)");
            }
        }
    }

    public static PromptSchedule of(String prompt) {
        return new PromptSchedule(List.of(new PromptAt(0, prompt)));
    }

    /** Which two entries a frame lies between, and how far it is on the way. */
    public Blend at(int frame) {
        int from = 0;
        while (from + 1 < entries.size() && entries.get(from + 1).frame() <= frame) {
            from++;
        }
        if (from + 1 == entries.size()) {
            return new Blend(from, from, 0);
        }
        int start = entries.get(from).frame();
        return new Blend(
                from, from + 1, (float) (frame - start) / (entries.get(from + 1).frame() - start));
    }

    /**
     * A point between two entries.
     *
     * @param from index of the entry before
     * @param to index of the entry after
     * @param share of the way from one to the other, 0 to below 1
     */
    public record Blend(int from, int to, float share) {}
}
