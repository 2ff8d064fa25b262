/** Measures how fast the networks run here, beside what the machine allows in the same run. */
@NullMarked
package io.framefarm.worker.enginebench;

import org.jspecify.annotations.NullMarked;
