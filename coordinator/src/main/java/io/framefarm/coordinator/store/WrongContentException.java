package io.framefarm.coordinator.store;

import java.io.IOException;

/** What lies under a key is not what its claim check stands for; asking again will not help. */
public final class WrongContentException extends IOException {
    private static final long serialVersionUID = 1L;

    WrongContentException(String message) {
        super(message);
    }
}
