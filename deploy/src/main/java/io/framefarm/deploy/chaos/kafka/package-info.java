/** Hears on Kafka what a farm under chaos does. */
@NullMarked
package io.framefarm.deploy.chaos.kafka;

import org.jspecify.annotations.NullMarked;
