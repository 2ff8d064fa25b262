/** What a worker says of itself: that it lives, what it renders and what it holds warm. */
@NullMarked
package io.framefarm.worker.heartbeat;

import org.jspecify.annotations.NullMarked;
