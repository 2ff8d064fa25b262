package io.framefarm.worker.engine;

import java.util.Arrays;

/** What the text encoder makes of a prompt: one or more sequences one behind the other, [tokens, width]. */
final class PromptEmbedding {

    private final float[] values;
    private final int width;

    PromptEmbedding(float[] values, int width) {
        this.values = values;
        this.width = width;
    }

    int tokens() {
        return values.length / width;
    }

    int width() {
        return width;
    }

    float[] values() {
        return values;
    }

    /** Made as long as others by going on with this sequence, the empty prompt's. */
    PromptEmbedding padded(int tokens, PromptEmbedding empty) {
        float[] longer = Arrays.copyOf(values, tokens * width);
        for (int at = values.length; at < longer.length; at += empty.values.length) {
            System.arraycopy(empty.values, 0, longer, at, empty.values.length);
        }
        return new PromptEmbedding(longer, width);
    }

    PromptEmbedding blend(PromptEmbedding other, float share) {
        float[] blended = new float[values.length];
        for (int i = 0; i < blended.length; i++) {
            blended[i] = values[i] + share * (other.values[i] - values[i]);
        }
        return new PromptEmbedding(blended, width);
    }
}
