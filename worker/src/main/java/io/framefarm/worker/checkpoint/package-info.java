/** Reads and writes checkpoint files as named tensors, trusting nothing in them and copying nothing it can map. */
@NullMarked
package io.framefarm.worker.checkpoint;

import org.jspecify.annotations.NullMarked;
