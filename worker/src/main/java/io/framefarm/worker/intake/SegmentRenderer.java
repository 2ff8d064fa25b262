package io.framefarm.worker.intake;

import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.protocol.v1.ModelFile;
import io.framefarm.protocol.v1.Recipe;
import io.framefarm.protocol.v1.StageTime;
import java.util.List;
import java.util.Set;

/** What turns a recipe into frames. Safe for use by many threads; how many render at once is the caller's decision. */
public interface SegmentRenderer {

    /**
     * Renders the window of the recipe.
     *
     * @throws RenderFailure when it cannot be rendered, with the category that decides what happens next
     * @throws RenderCancelled soon after the cancellation, at the latest with the next sampling step
     */
    Rendering render(Recipe recipe, Progress progress, Cancellation cancellation) throws RenderFailure, RenderCancelled;

    /** Makes weights and embeddings of the recipe ready while something else renders; failures show when it renders. */
    void prepare(Recipe recipe);

    /** Names of the packs that it can open. */
    Set<String> packs();

    /** Names of the packs that it holds open. */
    Set<String> warmPacks();

    /** Such as {@code CPU}: on what it renders. */
    String device();

    /**
     * What came of a recipe.
     *
     * @param frames the window's frames in order
     * @param files with which they were rendered
     */
    record Rendering(List<RgbFrame> frames, List<StageTime> stages, List<ModelFile> files) {
        public Rendering {
            frames = List.copyOf(frames);
            stages = List.copyOf(stages);
            files = List.copyOf(files);
        }

        /** Of a renderer that has no model. */
        public Rendering(List<RgbFrame> frames, List<StageTime> stages) {
            this(frames, stages, List.of());
        }
    }

    /** Hears how far a rendering has come: after each sampling step, before the frames are decoded. */
    interface Progress {
        /**
         * Says that a step is done.
         *
         * @param step counted from 1
         */
        void stepDone(int step, int steps);
    }
}
