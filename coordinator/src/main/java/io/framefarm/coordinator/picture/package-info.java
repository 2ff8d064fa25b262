/** Still pictures of finished videos: one frame, or a sheet of many. */
@NullMarked
package io.framefarm.coordinator.picture;

import org.jspecify.annotations.NullMarked;
