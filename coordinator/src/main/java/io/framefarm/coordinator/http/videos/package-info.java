/** {@code /v1/videos}: renders in the shape of OpenAI's Videos API, so that its clients can use a farm unchanged. */
@NullMarked
package io.framefarm.coordinator.http.videos;

import org.jspecify.annotations.NullMarked;
