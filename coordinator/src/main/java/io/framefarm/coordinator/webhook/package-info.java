/** Tells programs of producers, signed and again and again until they have heard it, how their renders ended. */
@NullMarked
package io.framefarm.coordinator.webhook;

import org.jspecify.annotations.NullMarked;
