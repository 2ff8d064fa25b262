/** The diffusion process: noise schedule, DDIM solver, consistency function and samplers. */
@NullMarked
package io.framefarm.training.diffusion;

import org.jspecify.annotations.NullMarked;
