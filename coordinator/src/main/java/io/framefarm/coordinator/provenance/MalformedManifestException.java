package io.framefarm.coordinator.provenance;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file is no signed manifest of ours; the message says why. */
public final class MalformedManifestException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedManifestException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
