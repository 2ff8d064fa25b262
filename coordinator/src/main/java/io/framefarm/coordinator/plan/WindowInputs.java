package io.framefarm.coordinator.plan;

import io.framefarm.protocol.Windows;
import io.framefarm.protocol.v1.Control;
import io.framefarm.protocol.v1.Recipe;
import io.framefarm.protocol.v1.Shot;
import io.framefarm.protocol.v1.StartVideo;
import io.framefarm.protocol.v1.Window;
import java.util.List;
import java.util.stream.IntStream;

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
                    control.toBuilder().clearImages().addAllImages(imagesOf(control.getImagesList(), shot, window)));
        }
        if (shot.hasStart()) {
            StartVideo start = shot.getStart();
            recipe.setStart(
                    start.toBuilder().clearImages().addAllImages(imagesOf(start.getImagesList(), shot, window)));
        }
        return recipe.build();
    }

    /** A single image is for all frames. */
    private static List<String> imagesOf(List<String> images, Shot shot, Window window) {
        if (images.size() == 1) {
            return images;
        }
        int loopFrames = shot.getLoop() ? shot.getFrames() : 0;
        return IntStream.range(0, window.getFrames())
                .mapToObj(place -> images.get(Windows.frame(window, place, loopFrames)))
                .toList();
    }
}
