package io.framefarm.worker.engine;

import io.framefarm.worker.text.PromptSchedule;
import java.util.List;

/**
 * Everything that determines a segment's pixels, together with the content of the files it names.
 *
 * @param pack name of the model pack
 * @param loras added to the pack's own, or replacing their scales where the names agree
 * @param prompts over the absolute frames of the shot
 * @param seed all 64 bits count
 * @param shot index of the shot within the render; enters the noise
 * @param firstFrame of the window that is worked on, absolute within the shot
 * @param frames length of that window
 * @param width pixels, a multiple of 8
 * @param height pixels, a multiple of 8
 * @param guides images that the frames start from or are guided by
 * @param part how the segment stands to the others of its shot
 * @param draft whether its frames are decoded roughly and soon, by the pack's decoder for drafts
 */
public record Recipe(
        String pack,
        List<LoraUse> loras,
        PromptSchedule prompts,
        String negativePrompt,
        long seed,
        int shot,
        int firstFrame,
        int frames,
        int width,
        int height,
        Sampling sampling,
        Guides guides,
        Part part,
        boolean draft) {

    private static final int MAX_FRAMES = 128;
    private static final int MAX_SIDE = 4096;

    /** Guided by nothing but the prompts, alone, and no draft. */
    public Recipe(
            String pack,
            List<LoraUse> loras,
            PromptSchedule prompts,
            String negativePrompt,
            long seed,
            int shot,
            int firstFrame,
            int frames,
            int width,
            int height,
            Sampling sampling) {
        this(
                pack,
                loras,
                prompts,
                negativePrompt,
                seed,
                shot,
                firstFrame,
                frames,
                width,
                height,
                sampling,
                Guides.NONE,
                Part.alone(firstFrame, frames),
                false);
    }

    public Recipe {
        loras = List.copyOf(loras);
        between("shot", shot, 0, Integer.MAX_VALUE);
        between("firstFrame", firstFrame, 0, Integer.MAX_VALUE - MAX_FRAMES);
        between("frames", frames, 1, MAX_FRAMES);
        side("width", width);
        side("height", height);
        guides.requireFrames(frames);
        if (loras.stream().map(LoraUse::name).distinct().count() != loras.size()) {
            throw new IllegalArgumentException("loras: a name occurs twice in " + loras);
        }
    }

    /** The frames that are worked on together. */
    FrameWindow window() {
        return new FrameWindow(firstFrame, frames, part.loopFrames());
    }

    private static void side(String field, int pixels) {
        between(field, pixels, 8, MAX_SIDE);
        if (pixels % 8 != 0) {
            throw new IllegalArgumentException(field + ": " + pixels + " (allowed: multiples of 8)");
        }
    }

    private static void between(String field, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(field + ": " + value + " (allowed: " + min + " to " + max + ")");
        }
    }
}
