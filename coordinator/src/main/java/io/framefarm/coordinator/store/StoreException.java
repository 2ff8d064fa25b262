package io.framefarm.coordinator.store;

import java.io.IOException;

/** The video store refused or failed; the message names the key, the place and the answer. */
public final class StoreException extends IOException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
