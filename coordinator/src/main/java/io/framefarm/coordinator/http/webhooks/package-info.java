/** {@code /v1/webhooks}: who is to be told how renders end. */
@NullMarked
package io.framefarm.coordinator.http.webhooks;

import org.jspecify.annotations.NullMarked;
