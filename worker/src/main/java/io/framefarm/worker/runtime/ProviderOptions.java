package io.framefarm.worker.runtime;

import java.util.LinkedHashMap;
import java.util.Map;

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

    /** What holds for all networks. */
    static Map<String, String> tensorRt() {
        // Else TensorRT chooses types as it likes. So it computes in those of the graph, which says what needs 32 bits.
        return Map.of("trt_fp16_enable", NO, "trt_bf16_enable", NO, "trt_int8_enable", NO);
    }

    /** Keeps the engines of one network between starts. */
    static Map<String, String> kept(EnginePlace place) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("trt_engine_cache_enable", YES);
        options.put("trt_engine_cache_path", place.engines().toString());
        place.timings().ifPresent(timings -> {
            options.put("trt_timing_cache_enable", YES);
            options.put("trt_timing_cache_path", timings.toString());
        });
        return options;
    }

    /** Hands weights to the parser one by one instead of within the graph. */
    static Map<String, String> weightsApart() {
        return Map.of("trt_load_user_initializer", YES);
    }
}
