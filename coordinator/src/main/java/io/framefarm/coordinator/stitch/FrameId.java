package io.framefarm.coordinator.stitch;

/** A rendered frame of a render, by its shot and its place in the shot. */
record FrameId(int shot, int frame) {}
