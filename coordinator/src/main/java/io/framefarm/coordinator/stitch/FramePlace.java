package io.framefarm.coordinator.stitch;

/** Where a frame's record lies on the topic `frames`, so that it can be read again when it is due. */
public record FramePlace(int partition, long offset) {}
