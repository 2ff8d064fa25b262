/** The text encoder of CLIP (Radford et al. 2021, arXiv:2103.00020). */
@NullMarked
package io.framefarm.worker.network.clip;

import org.jspecify.annotations.NullMarked;
