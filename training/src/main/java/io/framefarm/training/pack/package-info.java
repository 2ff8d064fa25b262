/** Writes trained weights as the model files that engines read. */
@NullMarked
package io.framefarm.training.pack;

import org.jspecify.annotations.NullMarked;
