/** Turns every layout that people keep checkpoints in into the diffusers names and one checked architecture. */
@NullMarked
package io.framefarm.worker.checkpoint.layout;

import org.jspecify.annotations.NullMarked;
