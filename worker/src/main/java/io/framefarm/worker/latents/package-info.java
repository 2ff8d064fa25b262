/** Latents on their way from one segment to another: fast through the cache, safe through a log. */
@NullMarked
package io.framefarm.worker.latents;

import org.jspecify.annotations.NullMarked;
