package io.framefarm.worker.engine;

import io.framefarm.worker.network.FloatTensor;
import io.framefarm.worker.text.PromptAt;
import io.framefarm.worker.text.PromptSchedule;
import io.framefarm.worker.text.PromptSchedule.Blend;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;

/** What the network is told about each frame of a window, with the prompt and without it. */
final class Conditioning {

    private final List<PromptEmbedding> byFrame;
    private final PromptEmbedding negative;

    /** All embeddings of one length. */
    Conditioning(List<PromptEmbedding> byFrame, PromptEmbedding negative) {
        this.byFrame = List.copyOf(byFrame);
        this.negative = negative;
    }

    /** Embeds what the recipe says; everything gets the length of the longest prompt, so that it can be blended. */
    static Conditioning of(Recipe recipe, EmbedPrompt embed) {
        List<PromptEmbedding> prompts = new ArrayList<>();
        for (PromptAt entry : recipe.prompts().entries()) {
            prompts.add(embed.embed(entry.prompt()));
        }
        // Without guidance nobody asks for the negative prompt.
        PromptEmbedding negative = recipe.sampling().guided() ? embed.embed(recipe.negativePrompt()) : prompts.get(0);
        prompts.add(negative);
        List<PromptEmbedding> padded = padded(prompts, embed);
        return new Conditioning(byFrame(recipe.prompts(), padded, recipe.window()), padded.get(padded.size() - 1));
    }

    private static List<PromptEmbedding> padded(List<PromptEmbedding> prompts, EmbedPrompt embed) {
        IntSummaryStatistics tokens =
                prompts.stream().mapToInt(PromptEmbedding::tokens).summaryStatistics();
        if (tokens.getMin() == tokens.getMax()) {
            return prompts;
        }
        PromptEmbedding empty = embed.embed("");
        return prompts.stream()
                .map(prompt -> prompt.padded(tokens.getMax(), empty))
                .toList();
    }

    private static List<PromptEmbedding> byFrame(
            PromptSchedule schedule, List<PromptEmbedding> prompts, FrameWindow window) {
        List<PromptEmbedding> byFrame = new ArrayList<>();
        for (int place = 0; place < window.frames(); place++) {
            Blend blend = schedule.at(window.frame(place));
            PromptEmbedding from = prompts.get(blend.from());
            byFrame.add(blend.share() == 0 ? from : from.blend(prompts.get(blend.to()), blend.share()));
        }
        return byFrame;
    }

    int tokens() {
        return negative.tokens();
    }

    /** Whether any frame is told something else than the first. */
    boolean varies() {
        return byFrame.stream().anyMatch(embedding -> embedding != byFrame.get(0));
    }

    /** For a whole window: [1, tokens, width], or [frames, tokens, width] if it varies. */
    FloatTensor window() {
        return varies() ? stack(byFrame) : stack(byFrame.subList(0, 1));
    }

    /** The negative prompt in the shape of {@link #window()}. */
    FloatTensor negativeWindow() {
        List<PromptEmbedding> repeated = new ArrayList<>();
        for (int i = 0; i < (varies() ? byFrame.size() : 1); i++) {
            repeated.add(negative);
        }
        return stack(repeated);
    }

    /** For one frame of the window alone: [1, tokens, width]. */
    FloatTensor frame(int index) {
        return stack(List.of(byFrame.get(index)));
    }

    /** The negative prompt for one frame: [1, tokens, width]. */
    FloatTensor negativeFrame() {
        return stack(List.of(negative));
    }

    private static FloatTensor stack(List<PromptEmbedding> embeddings) {
        PromptEmbedding first = embeddings.get(0);
        float[] values = new float[embeddings.size() * first.values().length];
        for (int i = 0; i < embeddings.size(); i++) {
            System.arraycopy(embeddings.get(i).values(), 0, values, i * first.values().length, first.values().length);
        }
        return FloatTensor.of(values, embeddings.size(), first.tokens(), first.width());
    }
}
