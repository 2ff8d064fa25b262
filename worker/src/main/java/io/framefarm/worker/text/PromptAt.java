package io.framefarm.worker.text;

/**
 * A prompt that holds fully at one frame.
 *
 * @param frame absolute within the shot
 */
public record PromptAt(int frame, String prompt) {

    private static final int MAX_CHARACTERS = 10_000;

    public PromptAt {
        if (frame < 0) {
            throw new IllegalArgumentException("frame: " + frame + " (allowed: 0 or more)");
        }
        if (prompt.length() > MAX_CHARACTERS) {
            throw new IllegalArgumentException(
                    "prompt: " + prompt.length() + " characters (allowed: up to " + MAX_CHARACTERS + ")");
        }
    }
}
