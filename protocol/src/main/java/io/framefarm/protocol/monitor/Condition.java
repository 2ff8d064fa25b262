package io.framefarm.protocol.monitor;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Something that has to hold.
 *
 * @param part of which part of the process, for people
 * @param problem what is wrong; empty while nothing is. Asked from the monitoring threads
 */
record Condition(String part, Supplier<Optional<String>> problem) {}
