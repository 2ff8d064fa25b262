package io.framefarm.worker.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import ai.onnxruntime.providers.OrtTensorRTProviderOptions;
import io.framefarm.worker.onnx.Operators;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The execution providers of ONNX Runtime that we use, the fastest first. Can be named where ONNX Runtime is not there:
 * the command line of the coordinator's image knows all options.
 */
public enum Provider {
    TENSORRT("TENSOR_RT", "TensorRT 10, CUDA 12 and cuDNN 9") {
        @Override
        Operators operators(Precision precision) {
            return switch (precision) {
                case HALF, INT8 -> Operators.STANDARD_HALF;
                case SINGLE -> Operators.STANDARD;
            };
        }

        @Override
        boolean has(Precision precision) {
            return precision != Precision.SINGLE; // it takes the shortcut, and has no option that forbids it
        }

        @Override
        void addTo(SessionOptions options, RuntimeSettings settings, Map<String, String> more) throws OrtException {
            Map<String, String> all = new LinkedHashMap<>(ProviderOptions.tensorRt());
            all.putAll(more);
            try (OrtTensorRTProviderOptions own = new OrtTensorRTProviderOptions(settings.device())) {
                for (Map.Entry<String, String> option : all.entrySet()) {
                    own.add(option.getKey(), option.getValue());
                }
                options.addTensorrt(own);
            }
            CUDA.addTo(options, settings, more); // takes the operators that TensorRT leaves
        }
    },
    CUDA("CUDA", "CUDA 12 and cuDNN 9") {
        @Override
        Operators operators(Precision precision) {
            return switch (precision) {
                case HALF, INT8 -> Operators.FUSED_HALF;
                case SINGLE -> Operators.FUSED;
            };
        }

        @Override
        int stepsTogether() {
            return 8; // more take long to open, and whoever asks for many steps does not wait for milliseconds
        }

        @Override
        void addTo(SessionOptions options, RuntimeSettings settings, Map<String, String> more) throws OrtException {
            try (OrtCUDAProviderOptions own = new OrtCUDAProviderOptions(settings.device())) {
                for (Map.Entry<String, String> option :
                        ProviderOptions.cuda(settings).entrySet()) {
                    own.add(option.getKey(), option.getValue());
                }
                options.addCUDA(own);
            }
        }
    },
    CPU("CPU", "nothing") {
        @Override
        Operators operators(Precision precision) {
            return switch (precision) {
                case HALF, SINGLE -> Operators.CPU;
                case INT8 -> Operators.CPU_INT8;
            };
        }

        @Override
        void addTo(SessionOptions options, RuntimeSettings settings, Map<String, String> more) {
            // Always there, after all others.
        }
    };

    private final String nameThere;
    private final String needs;

    /** @param nameThere which of {@link OrtProvider} it is */
    Provider(String nameThere, String needs) {
        this.nameThere = nameThere;
        this.needs = needs;
    }

    /** The operators that it runs fastest. */
    abstract Operators operators(Precision precision);

    /**
     * How many steps are best taken in one run. Only CUDA waits for us between them and opens large graphs quickly: TensorRT
     * builds an engine for every layer of every step, and a processor has no other memory.
     */
    int stepsTogether() {
        return 1;
    }

    /** Whether it computes in these numbers, or in those that take their place. */
    boolean has(Precision precision) {
        return true;
    }

    /** @param more what TensorRT is told of the one network */
    abstract void addTo(SessionOptions options, RuntimeSettings settings, Map<String, String> more) throws OrtException;

    /** The libraries that have to be installed, for people. */
    String needs() {
        return needs;
    }

    /** Whether this build of ONNX Runtime has it; the libraries that it needs may still be missing. */
    boolean isBuiltIn() {
        return OrtEnvironment.getAvailableProviders().contains(OrtProvider.valueOf(nameThere));
    }
}
