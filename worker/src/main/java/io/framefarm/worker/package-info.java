/** Renders segments: the inference engine, and the queue around it. */
@NullMarked
package io.framefarm.worker;

import org.jspecify.annotations.NullMarked;
