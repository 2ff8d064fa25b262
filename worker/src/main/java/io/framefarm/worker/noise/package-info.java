/** Where randomness comes from: noise as a pure function of what is rendered, or PyTorch's stream. */
@NullMarked
package io.framefarm.worker.noise;

import org.jspecify.annotations.NullMarked;
