/** The Redis server that the all-in-one farm starts beside itself. */
@NullMarked
package io.framefarm.deploy.redis;

import org.jspecify.annotations.NullMarked;
