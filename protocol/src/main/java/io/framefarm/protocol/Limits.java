package io.framefarm.protocol;

import java.util.regex.Pattern;

/** How large a request may be. Every number here is part of the protocol: raising one is safe, lowering is not. */
public final class Limits {
    public static final int MAX_SHOTS = 64;
    public static final int MAX_FRAMES_PER_SHOT = 4096;
    /** Of all shots together. */
    public static final int MAX_FRAMES = 16_384;

    /** In code points. */
    public static final int MAX_PROMPT_LENGTH = 2000;

    public static final int MAX_PROMPTS_PER_SHOT = 64;

    /** Width and height in pixels, and what both must be a multiple of. */
    public static final int MIN_SIDE = 64;

    public static final int MAX_SIDE = 2048;
    public static final int SIDE_MULTIPLE = 8;
    public static final int MAX_PIXELS = 1 << 20;
    /** Of the finished video, after enlargement. */
    public static final int MAX_VIDEO_SIDE = 4096;

    public static final int MAX_UPSCALE = 8;

    /** Of a visible mark, in characters. */
    public static final int MAX_MARK_LENGTH = 32;

    public static final int MAX_FPS = 60;
    public static final int MAX_LORAS = 8;
    public static final float MAX_LORA_SCALE = 4;
    public static final int MAX_STEPS_LCM = 16;
    public static final int MAX_STEPS = 100;
    public static final float MAX_GUIDANCE = 30;
    public static final int MAX_CROSSFADE_FRAMES = 64;
    public static final int MAX_CONTROLS = 4;
    /** Images of all shots together; their names must fit into a record of requests. */
    public static final int MAX_INPUTS = 8192;

    public static final float MAX_CONTROL_SCALE = 4;
    public static final float MAX_MOTION_SCALE = 10;
    public static final int MIN_PRIORITY = -100;
    public static final int MAX_PRIORITY = 100;

    /** Of ids, producers, models, LoRAs and the keys of labels, in characters. */
    public static final int MAX_NAME_LENGTH = 128;

    public static final int MAX_LABELS = 32;
    public static final int MAX_LABEL_LENGTH = 256;

    /** Of a request as YAML or JSON. */
    public static final int MAX_TEXT_BYTES = 1 << 20;

    public static final int MAX_TEXT_DEPTH = 16;

    /** A frame that is larger travels as a claim check. */
    public static final int MAX_FRAME_RECORD_BYTES = 8 << 20;

    /** Frames of a segment: the window that the motion modules were trained on. */
    public static final int WINDOW_FRAMES = 16;

    /** By how many frames neighbouring windows overlap at least, where they do. */
    public static final int OVERLAP_FRAMES = 4;

    /** Steps that overlaps may take again. */
    public static final int MAX_SEAM_STEPS = 2;

    /** For fused windows, which exchange latents at every step: each step is a segment of its own. */
    public static final int MAX_STEPS_FUSED = 16;

    /** Ids of renders, pools and workers become parts of keys, topics and paths. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0," + (MAX_NAME_LENGTH - 1) + "}");

    /** What the marks' letters are drawn for. */
    private static final Pattern MARK = Pattern.compile("[A-Za-z0-9 .:/+-]{0," + MAX_MARK_LENGTH + "}");

    private Limits() {}

    /** Whether this can be drawn as a visible mark. */
    public static boolean isMark(String mark) {
        return MARK.matcher(mark).matches();
    }

    /** Whether this may name a render, a pool or a worker. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Throws unless {@link #isName}; {@code what} is what the message calls it. */
    public static String requireName(String what, String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException(what + ": `" + abbreviated(name)
                    + "` is no name (allowed: 1 to " + MAX_NAME_LENGTH
                    + " letters, digits, dots, hyphens and underscores, the first a letter or digit)");
        }
        return name;
    }

    /** For messages: hostile text must not flood a log. */
    static String abbreviated(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
