/** Reads low-rank adapters in every dialect they are published in, and merges them into the weights they adapt. */
@NullMarked
package io.framefarm.worker.lora;

import org.jspecify.annotations.NullMarked;
