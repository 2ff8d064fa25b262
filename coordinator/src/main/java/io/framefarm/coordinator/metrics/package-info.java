/** What a coordinator counts, and when it counts as working. */
@NullMarked
package io.framefarm.coordinator.metrics;

import org.jspecify.annotations.NullMarked;
