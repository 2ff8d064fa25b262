/** A farm of real processes that are killed, frozen, cut off and starved while they render, and what came of it. */
@NullMarked
package io.framefarm.deploy.chaos;

import org.jspecify.annotations.NullMarked;
