/** The Kafka broker that runs inside the all-in-one farm, and the command line's adapters to any Kafka cluster. */
@NullMarked
package io.framefarm.deploy.kafka;

import org.jspecify.annotations.NullMarked;
