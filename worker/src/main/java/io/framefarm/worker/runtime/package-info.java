/** Runs graphs on ONNX Runtime; nothing else knows of it. */
@NullMarked
package io.framefarm.worker.runtime;

import org.jspecify.annotations.NullMarked;
