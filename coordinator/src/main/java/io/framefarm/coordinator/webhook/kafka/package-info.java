/** Keeps endpoints and messages on the topic {@code webhooks}, and hears of renders on {@code status}. */
@NullMarked
package io.framefarm.coordinator.webhook.kafka;

import org.jspecify.annotations.NullMarked;
