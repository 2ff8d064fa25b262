package io.framefarm.coordinator.view;

import io.framefarm.protocol.v1.WorkerHeartbeat;
import java.time.Instant;

/** One worker as of its last sign of life. */
public record WorkerView(WorkerHeartbeat heartbeat, Instant heardAt) {}
