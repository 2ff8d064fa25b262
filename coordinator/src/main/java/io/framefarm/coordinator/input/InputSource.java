package io.framefarm.coordinator.input;

import java.io.IOException;

/** A place that requests may take images and videos from. */
public interface InputSource {

    /** What a reference to this place looks like, for messages. */
    String form();

    /** Whether a reference is to this place. */
    boolean holds(String reference);

    /**
     * Reads what a reference names.
     *
     * @param maxBytes what is larger is refused, without reading it whole
     * @throws UnusableInputException if there is no such thing, or it is too large
     * @throws IOException if the place fails
     */
    byte[] read(String reference, int maxBytes) throws UnusableInputException, IOException;

    /** For messages of all sources. */
    static UnusableInputException tooLarge(long bytes, int maxBytes) {
        return new UnusableInputException(
                "is larger than %d bytes (found %s)".formatted(maxBytes, bytes < 0 ? "more" : Long.toString(bytes)));
    }
}
