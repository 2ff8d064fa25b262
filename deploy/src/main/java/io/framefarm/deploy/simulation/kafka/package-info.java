/** What the simulated stitchers use of the real ones' bookkeeping on Kafka. */
@NullMarked
package io.framefarm.deploy.simulation.kafka;

import org.jspecify.annotations.NullMarked;
