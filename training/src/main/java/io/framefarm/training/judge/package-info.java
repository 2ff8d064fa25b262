/** Says by plain image analysis what a clip of the synthetic world shows. */
@NullMarked
package io.framefarm.training.judge;

import org.jspecify.annotations.NullMarked;
