package io.framefarm.coordinator.plan;

import io.framefarm.protocol.v1.Control;
import io.framefarm.protocol.v1.Recipe;
import io.framefarm.protocol.v1.Shot;
import io.framefarm.protocol.v1.StartVideo;
import io.framefarm.protocol.v1.Window;
import java.util.List;

/** Gives each window the images of its own frames, so that a job stays small however long the shot is. */
final class WindowInputs {
    private WindowInputs() {}

    /** The fields of a recipe that say what its frames start from and are guided by. */
    static Recipe of(Shot shot, Window window) {
        Recipe.Builder recipe = Recipe.newBuilder().setImage(shot.getImage());
        if (shot.hasMotionScale()) {
            recipe.setMotionScale(shot.getMotionScale());
        }
        for (Control control : shot.getControlsList()) {
            recipe.addControls(
                    control.toBuilder().clearImages().addAllImages(imagesOf(control.getImagesList(), window)));
        }
        if (shot.hasStart()) {
            StartVideo start = shot.getStart();
            recipe.setStart(start.toBuilder().clearImages().addAllImages(imagesOf(start.getImagesList(), window)));
        }
        return recipe.build();
    }

    /** A single image is for all frames. */
    private static List<String> imagesOf(List<String> images, Window window) {
        int first = window.getFirstFrame();
        return images.size() == 1 ? images : images.subList(first, first + window.getFrames());
    }
}
