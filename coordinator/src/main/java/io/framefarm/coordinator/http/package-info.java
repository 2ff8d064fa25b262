/** The HTTP API: the server, its limits, and how its routes are put together. */
@NullMarked
package io.framefarm.coordinator.http;

import org.jspecify.annotations.NullMarked;
