package io.framefarm.training.pack;

/** The two names of each parameter of a motion module. */
final class MotionKeys {
    private MotionKeys() {}

    /** The diffusers key as AnimateDiff's own code has it. */
    static String original(String key) {
        return key.replaceFirst("(motion_modules\\.\\d+)\\.", "$1.temporal_transformer.")
                .replace(".attn1.", ".attention_blocks.0.")
                .replace(".attn2.", ".attention_blocks.1.")
                .replace(".norm1.", ".norms.0.")
                .replace(".norm2.", ".norms.1.")
                .replace(".norm3.", ".ff_norm.");
    }
}
