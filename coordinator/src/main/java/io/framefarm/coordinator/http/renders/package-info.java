/** {@code /v1/renders}: submit, look at and change renders, and get their videos. */
@NullMarked
package io.framefarm.coordinator.http.renders;

import org.jspecify.annotations.NullMarked;
