/** Which segment goes next, and whether any does: priority, fair share, age, warm models, and the pool's window. Pure. */
@NullMarked
package io.framefarm.coordinator.admit;

import org.jspecify.annotations.NullMarked;
