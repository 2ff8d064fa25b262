package io.framefarm.protocol.frame;

import java.io.IOException;

/** The bytes are not a PNG image of the kind that frames travel in; the message says where and why. */
public final class MalformedPngException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedPngException(String message) {
        super(message);
    }

    MalformedPngException(String message, Throwable cause) {
        super(message, cause);
    }
}
