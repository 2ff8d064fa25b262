package io.framefarm.deploy.cli;

import io.framefarm.protocol.InvalidRequestException;
import io.framefarm.protocol.Problem;
import io.framefarm.protocol.RequestText;
import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.RenderRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** Makes a new render of a file with a request. */
final class NewRenders {

    private final Supplier<String> ids;
    private final String defaultProducer;

    NewRenders(Supplier<String> ids, String defaultProducer) {
        this.ids = ids;
        this.defaultProducer = defaultProducer;
    }

    /** Reads and checks the file; every problem is in the exception's message. */
    RenderCommand fromFile(Path file) {
        RenderRequest request = read(file);
        if (request.getProducer().isEmpty()) {
            request = request.toBuilder().setProducer(defaultProducer).build();
        }
        return RenderCommand.newBuilder()
                .setRenderId(ids.get())
                .setSubmit(request)
                .build();
    }

    /** The render that made the video, once more. */
    RenderCommand fromVideo(Path video) {
        return RenderCommand.newBuilder()
                .setRenderId(ids.get())
                .setSubmit(VideoFile.recipe(video).getRequest())
                .build();
    }

    /** As it stands in the file. */
    static RenderRequest read(Path file) {
        try {
            return RequestText.read(Files.readString(file));
        } catch (InvalidRequestException e) {
            throw refused(file, e.problems());
        } catch (NoSuchFileException e) {
            throw new CommandFailedException(ExitCode.BAD_INPUT, "there is no file " + file);
        } catch (IOException e) {
            throw new CommandFailedException(ExitCode.BAD_INPUT, "cannot read " + file + ": " + e.getMessage());
        }
    }

    private static CommandFailedException refused(Path file, List<Problem> problems) {
        String found = problems.size() == 1 ? "one problem" : problems.size() + " problems";
        StringBuilder message = new StringBuilder(file + " has " + found + ":");
        problems.forEach(problem -> message.append("\n  ").append(problem));
        return new CommandFailedException(ExitCode.BAD_INPUT, message.toString());
    }
}
