package io.framefarm.worker.heartbeat;

import io.framefarm.protocol.v1.WorkerHeartbeat;

/** Where signs of life go. Does not wait and does not throw: one that is lost is made good by the next. */
public interface HeartbeatSink {

    void send(WorkerHeartbeat beat);
}
