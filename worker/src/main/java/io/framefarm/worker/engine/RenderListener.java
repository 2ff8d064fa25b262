package io.framefarm.worker.engine;

/** Hears how a render goes; called on the rendering thread, in order. */
public interface RenderListener {

    /** A sampling step is done. */
    default void stepDone(int done, int of) {}

    /** The latents that the segment hands on, [channels, frames, height, width]; only of one that keeps them. */
    default void latents(float[] values) {}

    /** A frame is ready. Frames come in rising order, each once. */
    void frame(Frame frame);
}
