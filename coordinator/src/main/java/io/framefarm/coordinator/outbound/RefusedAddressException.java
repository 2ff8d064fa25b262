package io.framefarm.coordinator.outbound;

import java.io.IOException;

/** A host that is not to be asked; the message begins with its name. */
public final class RefusedAddressException extends IOException {
    private static final long serialVersionUID = 1;

    RefusedAddressException(String message) {
        super(message);
    }

    RefusedAddressException(String message, Throwable cause) {
        super(message, cause);
    }
}
