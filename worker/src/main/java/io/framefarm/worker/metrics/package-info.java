/** What a worker counts, in Prometheus's form. */
@NullMarked
package io.framefarm.worker.metrics;

import org.jspecify.annotations.NullMarked;
