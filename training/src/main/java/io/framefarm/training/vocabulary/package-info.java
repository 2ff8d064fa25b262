/** Trains a CLIP-format vocabulary on the world's captions and turns captions into token ids. */
@NullMarked
package io.framefarm.training.vocabulary;

import org.jspecify.annotations.NullMarked;
