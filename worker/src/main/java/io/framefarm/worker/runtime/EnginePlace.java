package io.framefarm.worker.runtime;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where ONNX Runtime finds or leaves the engines of one network.
 *
 * @param timings for building: folder of what TensorRT measured before
 */
record EnginePlace(Path engines, Optional<Path> timings) {}
