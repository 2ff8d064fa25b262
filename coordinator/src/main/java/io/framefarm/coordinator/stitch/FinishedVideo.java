package io.framefarm.coordinator.stitch;

import io.framefarm.coordinator.encode.VideoFormat;
import io.framefarm.protocol.v1.VideoRecipe;

/** A draft that is complete, and what it was made of. */
record FinishedVideo(DraftVideo draft, VideoFormat format, int frames, VideoRecipe recipe) {}
