package io.framefarm.deploy.cli;

import io.framefarm.worker.checkpoint.CheckpointException;
import io.framefarm.worker.engine.pack.PackException;
import io.framefarm.worker.inspect.DownloadException;
import java.io.IOException;

/** Something about files that can go wrong in ways that the user can act on. */
@FunctionalInterface
interface Attempt<T> {
    T run() throws IOException, InterruptedException;

    static <T> T orExplain(Attempt<T> attempt) {
        try {
            return attempt.run();
        } catch (CheckpointException | PackException | DownloadException e) {
            throw new CommandFailedException(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new CommandFailedException(ExitCode.BAD_INPUT, e.getClass().getSimpleName() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException(ExitCode.BAD_INPUT, "interrupted");
        }
    }
}
