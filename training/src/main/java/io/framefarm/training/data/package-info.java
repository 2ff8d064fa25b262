/** What the stages learn from: crops of frames for the VAE, latents and captions for everything after it. */
@NullMarked
package io.framefarm.training.data;

import org.jspecify.annotations.NullMarked;
