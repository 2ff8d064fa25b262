/** The engine: a model pack and a recipe in, frames out. */
@NullMarked
package io.framefarm.worker.engine;

import org.jspecify.annotations.NullMarked;
