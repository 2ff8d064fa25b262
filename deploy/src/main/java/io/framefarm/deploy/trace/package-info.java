/** Sends the spans of a process to a collector of OpenTelemetry. */
@NullMarked
package io.framefarm.deploy.trace;

import org.jspecify.annotations.NullMarked;
