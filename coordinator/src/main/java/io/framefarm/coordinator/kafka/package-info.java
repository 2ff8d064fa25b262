/**
 * The coordinator on Kafka: events in, and jobs, statuses, state and offsets out in one transaction. Only one coordinator
 * can commit, since all share a transactional id and the last to begin fences the others.
 */
@NullMarked
package io.framefarm.coordinator.kafka;

import org.jspecify.annotations.NullMarked;
