/** The decoder of TAESD, a tiny autoencoder for drafts. */
@NullMarked
package io.framefarm.worker.network.taesd;

import org.jspecify.annotations.NullMarked;
