/** How far a render and a segment can be, and which steps between are legal. */
@NullMarked
package io.framefarm.coordinator.track;

import org.jspecify.annotations.NullMarked;
