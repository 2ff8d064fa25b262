/** {@code /v1/workers}, {@code /v1/packs} and {@code /v1/queue}: the farm itself. */
@NullMarked
package io.framefarm.coordinator.http.farm;

import org.jspecify.annotations.NullMarked;
