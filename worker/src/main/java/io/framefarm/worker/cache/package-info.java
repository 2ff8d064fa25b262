/** Bytes that are costly to compute and shared by all workers: text embeddings and parsed LoRA factors. */
@NullMarked
package io.framefarm.worker.cache;

import org.jspecify.annotations.NullMarked;
