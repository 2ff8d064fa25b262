package io.framefarm.deploy.cli;

import io.framefarm.coordinator.encode.VideoComment;
import io.framefarm.protocol.InvalidRequestException;
import io.framefarm.protocol.RecipeText;
import io.framefarm.protocol.v1.VideoRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A video that a user names by its file. */
final class VideoFile {
    private VideoFile() {}

    static void requireExists(Path video) {
        if (!Files.isRegularFile(video)) {
            throw new CommandFailedException(ExitCode.BAD_INPUT, "there is no file " + video);
        }
    }

    /** The recipe in the file's metadata. */
    static VideoRecipe recipe(Path video) {
        requireExists(video);
        try {
            String text = VideoComment.of(video)
                    .orElseThrow(() -> new CommandFailedException(
                            ExitCode.BAD_INPUT, video + " has no recipe in it: it was not rendered by Framefarm"));
            return RecipeText.read(text);
        } catch (InvalidRequestException e) {
            throw new CommandFailedException(
                    ExitCode.BAD_INPUT, "what is in the metadata of " + video + " is no recipe: " + e.getMessage());
        } catch (IOException e) {
            throw new CommandFailedException(ExitCode.BAD_INPUT, "cannot read " + video + ": " + e.getMessage());
        }
    }
}
