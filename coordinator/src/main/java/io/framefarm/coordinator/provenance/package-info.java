/** Says what a video was made of, signed, in a file beside it; and checks what such a file says. */
@NullMarked
package io.framefarm.coordinator.provenance;

import org.jspecify.annotations.NullMarked;
