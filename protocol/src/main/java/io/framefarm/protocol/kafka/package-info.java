/** The farm's topics and how messages lie on them: the only place that knows their names, limits and settings. */
@NullMarked
package io.framefarm.protocol.kafka;

import org.jspecify.annotations.NullMarked;
