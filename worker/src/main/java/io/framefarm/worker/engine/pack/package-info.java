/** Model packs: which files make a model, and how it wants to be sampled. */
@NullMarked
package io.framefarm.worker.engine.pack;

import org.jspecify.annotations.NullMarked;
