/** The worker's queue, results and signs of life on Kafka. */
@NullMarked
package io.framefarm.worker.kafka;

import org.jspecify.annotations.NullMarked;
