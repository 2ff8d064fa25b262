package io.framefarm.coordinator.webhook;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** Brings a message to an address. Safe for use by many threads. */
interface PostMessage {

    /** The status of the answer; nothing else of it is read. */
    int post(URI to, Map<String, String> headers, byte[] body) throws IOException;
}
