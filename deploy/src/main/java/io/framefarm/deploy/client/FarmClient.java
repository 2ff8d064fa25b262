package io.framefarm.deploy.client;

import io.framefarm.protocol.v1.RenderCommand;

/** A connection to a farm, in one process with us or anywhere. */
public interface FarmClient extends AutoCloseable {

    /** Returns when the farm's broker has the command for good. */
    void send(RenderCommand command);

    /** How all renders stand now, and every change from here on. */
    StatusFeed statuses();

    @Override
    void close();
}
