package io.framefarm.deploy.cli;

import io.framefarm.coordinator.store.VideoStore;
import io.framefarm.protocol.BringInputs;
import io.framefarm.protocol.InvalidRequestException;
import io.framefarm.protocol.Problem;
import io.framefarm.protocol.RequestText;
import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.RenderRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** Makes a new render of a file with a request. */
final class NewRenders {

    private final Supplier<String> ids;
    private final String defaultProducer;
    private final InstantSource clock;

    NewRenders(Supplier<String> ids, String defaultProducer, InstantSource clock) {
        this.ids = ids;
        this.defaultProducer = defaultProducer;
        this.clock = clock;
    }

    /**
     * Reads and checks the file; every problem is in the exception's message.
     *
     * @param videos the farm's store, where the images go that the file names; asked for only if there are any
     */
    RenderCommand fromFile(Path file, Supplier<VideoStore> videos) {
        RenderRequest request = read(file, new LocalInputs(file, videos, clock));
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

    /** As it stands in the file, but for images and videos, which do not matter to a plan. */
    static RenderRequest read(Path file) {
        return read(file, BringInputs.LEFT_AWAY);
    }

    private static RenderRequest read(Path file, BringInputs inputs) {
        try {
            return RequestText.read(Files.readString(file), inputs);
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
