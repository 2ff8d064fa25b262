package io.framefarm.worker.engine;

/**
 * A LoRA by the name that the pack or the model folder knows it by.
 *
 * @param scale factor of its change to the weights; 0 leaves it out
 */
public record LoraUse(String name, float scale) {

    private static final float LIMIT = 10;

    public LoraUse {
        if (name.isBlank()) {
            throw new IllegalArgumentException("loras: a name is blank");
        }
        if (!(Math.abs(scale) <= LIMIT)) {
            throw new IllegalArgumentException(
                    "loras: scale of " + name + ": " + scale + " (allowed: -" + LIMIT + " to " + LIMIT + ")");
        }
    }
}
