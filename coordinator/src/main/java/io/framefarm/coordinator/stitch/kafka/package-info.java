/** The stitcher as a process: reads frames and assembly commands, and survives being killed at any time. */
@NullMarked
package io.framefarm.coordinator.stitch.kafka;

import org.jspecify.annotations.NullMarked;
