/** Named parameters in one flat buffer, their optimizer and moving average, and the safetensors files they are kept in. */
@NullMarked
package io.framefarm.training.tensor;

import org.jspecify.annotations.NullMarked;
