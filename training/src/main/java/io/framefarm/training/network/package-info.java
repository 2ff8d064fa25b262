/** The networks of Stable Diffusion 1.5, AnimateDiff and LoRA, block by block, under the names of their originals. */
@NullMarked
package io.framefarm.training.network;

import org.jspecify.annotations.NullMarked;
