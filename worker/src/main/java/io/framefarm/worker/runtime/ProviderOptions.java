package io.framefarm.worker.runtime;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The settings of execution providers, under the names that ONNX Runtime gives them. */
final class ProviderOptions {
    private static final String YES = "1";
    private static final String NO = "0";

    private ProviderOptions() {}

    static Map<String, String> cuda(RuntimeSettings settings) {
        Map<String, String> options = new LinkedHashMap<>();
        // Single precision was asked for to get it: TensorFloat-32 keeps 10 bits of a factor.
        options.put("use_tf32", settings.precision() == Precision.SINGLE ? NO : YES);
        options.put("cudnn_conv_algo_search", "EXHAUSTIVE");
        // The arena grows by what is asked for, not by doubling: weights fill most of it.
        options.put("arena_extend_strategy", "kSameAsRequested");
        return options;
    }

    /** @param engines folder for what is built for one network, kept between starts */
    static Map<String, String> tensorRt(RuntimeSettings settings, Optional<Path> engines) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("trt_fp16_enable", settings.precision() == Precision.SINGLE ? NO : YES);
        options.put("trt_layer_norm_fp32_fallback", YES);
        engines.ifPresent(folder -> {
            options.put("trt_engine_cache_enable", YES);
            options.put("trt_engine_cache_path", folder.toString());
            // Kernels' timings hold for all networks on the same kind of GPU.
            options.put("trt_timing_cache_enable", YES);
            options.put(
                    "trt_timing_cache_path",
                    folder.resolveSibling(EngineFolder.TIMINGS).toString());
        });
        return options;
    }
}
