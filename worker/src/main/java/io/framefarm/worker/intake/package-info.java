/** From the queue to the engine: takes segment jobs one by one, holds their locks while they render, settles them. */
@NullMarked
package io.framefarm.worker.intake;

import org.jspecify.annotations.NullMarked;
