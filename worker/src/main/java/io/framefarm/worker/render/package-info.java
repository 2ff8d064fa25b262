/** The engine as the queue sees it: recipes of the protocol in, frames out. */
@NullMarked
package io.framefarm.worker.render;

import org.jspecify.annotations.NullMarked;
