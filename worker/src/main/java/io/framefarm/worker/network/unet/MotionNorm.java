package io.framefarm.worker.network.unet;

/** Over what the group norm at the entry of a motion module takes its statistics. */
public enum MotionNorm {
    /** Each frame for itself, as in the code of AnimateDiff's and AnimateLCM's authors. */
    PER_FRAME,
    /** All frames together, as diffusers does it. */
    OVER_FRAMES
}
