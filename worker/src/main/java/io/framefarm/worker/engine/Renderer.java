package io.framefarm.worker.engine;

/** Renders recipes, one at a time. */
public interface Renderer {

    /**
     * Renders a segment; returns when its last frame has been delivered.
     *
     * @return how long each stage took
     * @throws RenderException if the recipe cannot be rendered, with whose fault it is
     * @throws RenderCancelledException if it was cancelled before the last frame
     */
    StageTimes render(Recipe recipe, RenderListener listener, Cancellation cancellation);
}
