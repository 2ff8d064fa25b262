package io.framefarm.worker.checkpoint.layout;

import java.util.regex.Pattern;

/** The names inside motion modules as AnimateDiff's authors write them, and the canonical ones. */
final class MotionNames {
    private static final Pattern POSITIONS = Pattern.compile("attention_blocks\\.\\d+\\.pos_encoder\\.pe$");

    private MotionNames() {}

    static String canonical(String original) {
        String name = original.replace(".temporal_transformer.", ".");
        name = POSITIONS.matcher(name).replaceFirst("pos_embed.pe");
        return name.replace(".attention_blocks.0.", ".attn1.")
                .replace(".attention_blocks.1.", ".attn2.")
                .replace(".norms.0.", ".norm1.")
                .replace(".norms.1.", ".norm2.")
                .replace(".ff_norm.", ".norm3.");
    }
}
