/** Reads the tensors that the original implementations computed, and compares the engine's with them. */
@NullMarked
package io.framefarm.worker.reference;

import org.jspecify.annotations.NullMarked;
