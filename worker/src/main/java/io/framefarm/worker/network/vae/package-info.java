/** The image autoencoder of Stable Diffusion. */
@NullMarked
package io.framefarm.worker.network.vae;

import org.jspecify.annotations.NullMarked;
