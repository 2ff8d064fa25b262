package io.framefarm.coordinator.encode;

import java.io.IOException;

/** FFmpeg refused or failed; the message says at what and why. */
public final class EncodingException extends IOException {
    private static final long serialVersionUID = 1L;

    EncodingException(String message) {
        super(message);
    }
}
