package io.framefarm.worker.inspect;

/** A file cannot be had as it should be; the message names the address and what is to be done. */
public final class DownloadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DownloadException(String message) {
        super(message);
    }

    public DownloadException(String message, Throwable cause) {
        super(message, cause);
    }
}
