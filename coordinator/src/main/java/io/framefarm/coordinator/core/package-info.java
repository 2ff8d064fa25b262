/**
 * The coordinator as a pure state machine: {@code (state, inputs, now) -> effects}, without I/O, clock or chance inside,
 * so that tables, simulations and the Kafka shell drive the same code.
 */
@NullMarked
package io.framefarm.coordinator.core;

import org.jspecify.annotations.NullMarked;
