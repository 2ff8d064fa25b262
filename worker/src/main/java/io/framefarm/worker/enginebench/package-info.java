/** Measures how fast the networks run here, beside the rate that plain matrix products reach in the same run. */
@NullMarked
package io.framefarm.worker.enginebench;

import org.jspecify.annotations.NullMarked;
