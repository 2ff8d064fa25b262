/** The denoising UNet of Stable Diffusion 1.5, alone or with the motion modules of AnimateDiff and AnimateLCM. */
@NullMarked
package io.framefarm.worker.network.unet;

import org.jspecify.annotations.NullMarked;
