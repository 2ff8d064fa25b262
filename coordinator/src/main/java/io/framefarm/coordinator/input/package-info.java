/** Brings the images and videos that a request names into the video store, where hostile ones never arrive. */
@NullMarked
package io.framefarm.coordinator.input;

import org.jspecify.annotations.NullMarked;
