/** The decoder of TAESD, a tiny autoencoder for previews. */
@NullMarked
package io.framefarm.worker.network.taesd;

import org.jspecify.annotations.NullMarked;
