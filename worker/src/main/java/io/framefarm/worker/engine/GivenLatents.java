package io.framefarm.worker.engine;

/** What another segment of the shot has handed on. */
public final class GivenLatents {

    private final FrameWindow window;
    private final float[] values;

    /**
     * Takes the values as they are; nobody changes them afterwards.
     *
     * @param window of that segment
     * @param values [channels, frames, height, width]
     */
    public GivenLatents(FrameWindow window, float[] values) {
        this.window = window;
        this.values = values;
    }

    FrameWindow window() {
        return window;
    }

    float[] values() {
        return values;
    }
}
