/** From noise to a clean latent: schedules, timestep selections and the samplers that walk them. */
@NullMarked
package io.framefarm.worker.sampling;

import org.jspecify.annotations.NullMarked;
