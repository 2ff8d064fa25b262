package io.framefarm.deploy.client;

import io.framefarm.protocol.v1.RenderStatus;
import java.time.Duration;
import java.util.List;

/** The states of renders, in the order in which they were reached; for one thread. */
public interface StatusFeed extends AutoCloseable {

    /** Waits for changes up to the given time; empty if there were none. */
    List<RenderStatus> poll(Duration limit);

    /** Whether everything that was known when the feed was opened has been polled. */
    boolean caughtUp();

    @Override
    void close();
}
