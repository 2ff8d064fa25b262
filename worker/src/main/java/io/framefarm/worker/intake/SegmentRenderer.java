package io.framefarm.worker.intake;

import com.google.protobuf.ByteString;
import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.protocol.v1.ModelFile;
import io.framefarm.protocol.v1.Recipe;
import io.framefarm.protocol.v1.StageTime;
import io.framefarm.worker.cache.TensorCache;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What turns a recipe into frames. Safe for use by many threads; how many render at once is the caller's decision. */
public interface SegmentRenderer {

    /**
     * Renders the window of the recipe.
     *
     * @param latents what other segments have handed on, one value for each of the recipe's inputs
     * @throws RenderFailure when it cannot be rendered, with the category that decides what happens next
     * @throws RenderCancelled soon after the cancellation, at the latest with the next sampling step
     */
    Rendering render(Recipe recipe, List<ByteString> latents, Progress progress, Cancellation cancellation)
            throws RenderFailure, RenderCancelled;

    /** Makes weights and embeddings of the recipe ready while something else renders; failures show when it renders. */
    void prepare(Recipe recipe);

    /** Names of the packs that it can open. */
    Set<String> packs();

    /** Names of the packs that it holds open. */
    Set<String> warmPacks();

    /** Names of the LoRAs that recipes can give, by pack. */
    default Map<String, List<String>> loras() {
        return Map.of();
    }

    /** What all workers of the farm share, if they do: what one hands on is the sooner with another. */
    default TensorCache shared() {
        return TensorCache.NONE;
    }

    /** Such as {@code CPU}: on what it renders. */
    String device();

    /**
     * What came of a recipe.
     *
     * @param frames that the recipe asks for, in order
     * @param files with which they were rendered
     * @param latents of the whole window if the recipe hands them on, else empty
     */
    record Rendering(List<RgbFrame> frames, List<StageTime> stages, List<ModelFile> files, ByteString latents) {
        public Rendering {
            frames = List.copyOf(frames);
            stages = List.copyOf(stages);
            files = List.copyOf(files);
        }

        /** Of a renderer that has no model. */
        public Rendering(List<RgbFrame> frames, List<StageTime> stages) {
            this(frames, stages, List.of(), ByteString.EMPTY);
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

        /** Shows what the step that was just done has come to, in a small picture. */
        default void sketched(RgbFrame sketch) {}
    }
}
