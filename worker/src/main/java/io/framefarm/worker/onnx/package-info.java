/** Builds ONNX graphs whose weights stay in the files they came in. */
@NullMarked
package io.framefarm.worker.onnx;

import org.jspecify.annotations.NullMarked;
