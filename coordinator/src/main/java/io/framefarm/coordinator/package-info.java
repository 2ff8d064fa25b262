/** Splits renders into segments, admits and tracks them, and assembles the frames into videos. */
@NullMarked
package io.framefarm.coordinator;

import org.jspecify.annotations.NullMarked;
