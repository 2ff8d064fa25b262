package io.framefarm.deploy.cli;

import io.framefarm.protocol.v1.ModelFile;
import io.framefarm.protocol.v1.VideoRecipe;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Says whether rendering a video again has given the same frames, and if not, what may be the reason. */
final class RenderedAgain {
    private RenderedAgain() {}

    static String compare(Path before, Path after) {
        VideoRecipe old = VideoFile.recipe(before);
        VideoRecipe made = VideoFile.recipe(after);
        if (made.getFramesSha256().equals(old.getFramesSha256())) {
            return "every frame is the same as in " + before;
        }
        List<ModelFile> changed = made.getModelFilesList().stream()
                .filter(file -> !old.getModelFilesList().contains(file))
                .toList();
        String reason = changed.isEmpty()
                ? "the model files are the same, so another device, another number of threads or another version"
                : "these model files are not those of then: "
                        + changed.stream().map(ModelFile::getName).collect(Collectors.joining(", "));
        return "the frames differ from those in " + before + " (" + reason + ")";
    }
}
