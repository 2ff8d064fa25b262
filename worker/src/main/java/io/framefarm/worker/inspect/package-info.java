/** Tells people what a model file is, fetches packs, and makes random checkpoints of the real shape. */
@NullMarked
package io.framefarm.worker.inspect;

import org.jspecify.annotations.NullMarked;
