/** What all networks are made of, and what the engine needs to run one. */
@NullMarked
package io.framefarm.worker.network;

import org.jspecify.annotations.NullMarked;
