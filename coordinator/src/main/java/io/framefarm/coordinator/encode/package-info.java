/** Frames become video files, and video files are read back to check them; the only package that knows FFmpeg. */
@NullMarked
package io.framefarm.coordinator.encode;

import org.jspecify.annotations.NullMarked;
