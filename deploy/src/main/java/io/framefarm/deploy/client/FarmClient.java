package io.framefarm.deploy.client;

import io.framefarm.protocol.v1.LogLine;
import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.RenderStatus;
import java.util.List;

/** A connection to a farm, in one process with us or anywhere. */
public interface FarmClient extends AutoCloseable {

    /** Returns when the farm has the command for good; the id of the render, which a farm may choose for itself. */
    String send(RenderCommand command);

    /** Everything about a render of which statuses may tell less. */
    default RenderStatus details(RenderStatus known) {
        return known;
    }

    /** How all renders stand now, and every change from here on. */
    StatusFeed statuses();

    /** What the processes of the farm have logged of a render, in order, as far as they keep it. */
    List<LogLine> logs(String renderId);

    @Override
    void close();
}
