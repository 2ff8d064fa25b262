package io.framefarm.worker.checkpoint.layout;

import java.util.List;
import java.util.Map;

/** The architecture of one network; it alone decides which tensors the network has. */
public sealed interface NetworkConfig
        permits ClipTextConfig, ControlNetConfig, ImageEncoderConfig, MotionConfig, TaesdConfig, UNetConfig, VaeConfig {
    /** Every tensor of the network: canonical (diffusers) name to shape, in the order of the data flow. */
    Map<String, List<Long>> tensorShapes();
}
