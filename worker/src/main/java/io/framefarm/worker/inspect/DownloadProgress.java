package io.framefarm.worker.inspect;

import java.nio.file.Path;

/** Hears how far a download is, on the thread that downloads. */
@FunctionalInterface
public interface DownloadProgress {
    /** Called now and then; {@code totalBytes} is -1 while the server has not said it. */
    void at(Path target, long doneBytes, long totalBytes);
}
