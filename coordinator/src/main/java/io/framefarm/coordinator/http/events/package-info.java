/** Server-sent events: every change of a render, to any number of listeners however slow. */
@NullMarked
package io.framefarm.coordinator.http.events;

import org.jspecify.annotations.NullMarked;
