/** Reads the view off the topics, and sends commands. */
@NullMarked
package io.framefarm.coordinator.view.kafka;

import org.jspecify.annotations.NullMarked;
