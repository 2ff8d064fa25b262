/** From a request to segments: defaults, seeds, windows and recipes. Pure. */
@NullMarked
package io.framefarm.coordinator.plan;

import org.jspecify.annotations.NullMarked;
