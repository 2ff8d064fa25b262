package io.framefarm.worker.engine;

import io.framefarm.protocol.frame.RgbFrame;

/** Hears how a render goes; called on the rendering thread, in order. */
public interface RenderListener {

    /** A sampling step is done. */
    default void stepDone(int done, int of) {}

    /** Whether it wants to see what each step has come to. */
    default boolean sketches() {
        return false;
    }

    /** What the step that was just done has come to: the middle frame, one pixel for each value of the latent. */
    default void sketch(RgbFrame picture) {}

    /** The latents that the segment hands on, [channels, frames, height, width]; only of one that keeps them. */
    default void latents(float[] values) {}

    /** A frame is ready. Frames come in rising order, each once. */
    void frame(Frame frame);
}
