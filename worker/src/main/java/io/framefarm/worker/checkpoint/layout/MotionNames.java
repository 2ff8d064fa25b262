package io.framefarm.worker.checkpoint.layout;

import java.util.regex.Pattern;

/** The names inside motion modules as AnimateDiff's authors write them, and the canonical ones. */
public final class MotionNames {
    private static final Pattern MODULE = Pattern.compile("(motion_modules\\.\\d+)\\.");
    private static final Pattern POSITIONS = Pattern.compile("attention_blocks\\.\\d+\\.pos_encoder\\.pe$");

    private MotionNames() {}

    public static String canonical(String original) {
        String name = original.replace(".temporal_transformer.", ".");
        name = POSITIONS.matcher(name).replaceFirst("pos_embed.pe");
        return name.replace(".attention_blocks.0.", ".attn1.")
                .replace(".attention_blocks.1.", ".attn2.")
                .replace(".norms.0.", ".norm1.")
                .replace(".norms.1.", ".norm2.")
                .replace(".ff_norm.", ".norm3.");
    }

    /** The original stores the position encoding twice; this names the first. */
    static String original(String canonical) {
        return MODULE.matcher(canonical)
                .replaceFirst("$1.temporal_transformer.")
                .replace(".pos_embed.pe", ".attention_blocks.0.pos_encoder.pe")
                .replace(".attn1.", ".attention_blocks.0.")
                .replace(".attn2.", ".attention_blocks.1.")
                .replace(".norm1.", ".norms.0.")
                .replace(".norm2.", ".norms.1.")
                .replace(".norm3.", ".ff_norm.");
    }
}
