/** How a render is followed from its producer to its video: the contexts and spans of OpenTelemetry. */
@NullMarked
package io.framefarm.protocol.trace;

import org.jspecify.annotations.NullMarked;
