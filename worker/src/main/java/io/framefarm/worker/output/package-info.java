/** From frames to what the rest of the farm sees of them. */
@NullMarked
package io.framefarm.worker.output;

import org.jspecify.annotations.NullMarked;
