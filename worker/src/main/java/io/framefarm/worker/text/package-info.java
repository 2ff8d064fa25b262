/** From prompts to the token ids and weights that the text encoder takes: tokenizer, prompt syntax, schedules. */
@NullMarked
package io.framefarm.worker.text;

import org.jspecify.annotations.NullMarked;
