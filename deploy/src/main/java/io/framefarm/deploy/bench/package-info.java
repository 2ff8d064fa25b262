/** Measures the farm around the renderer: a renderer of fixed duration, and the numbers of docs/BENCHMARKS.md. */
@NullMarked
package io.framefarm.deploy.bench;

import org.jspecify.annotations.NullMarked;
