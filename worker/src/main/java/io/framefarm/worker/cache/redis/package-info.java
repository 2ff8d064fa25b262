/** The cache's shared tier, in Redis. */
@NullMarked
package io.framefarm.worker.cache.redis;

import org.jspecify.annotations.NullMarked;
