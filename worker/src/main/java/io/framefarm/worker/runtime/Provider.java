package io.framefarm.worker.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.framefarm.worker.onnx.Operators;

/** The execution providers of ONNX Runtime that we use, the fastest first. */
public enum Provider {
    TENSORRT(OrtProvider.TENSOR_RT, Operators.STANDARD) {
        @Override
        void addTo(SessionOptions options, int device) throws OrtException {
            options.addTensorrt(device);
            // Takes the operators that TensorRT leaves.
            options.addCUDA(device);
        }
    },
    CUDA(OrtProvider.CUDA, Operators.FUSED) {
        @Override
        void addTo(SessionOptions options, int device) throws OrtException {
            options.addCUDA(device);
        }
    },
    CPU(OrtProvider.CPU, Operators.CPU) {
        @Override
        void addTo(SessionOptions options, int device) {
            // Always there, after all others.
        }
    };

    private final OrtProvider provider;
    private final Operators operators;

    Provider(OrtProvider provider, Operators operators) {
        this.provider = provider;
        this.operators = operators;
    }

    abstract void addTo(SessionOptions options, int device) throws OrtException;

    /** The operators that it runs fastest. */
    Operators operators() {
        return operators;
    }

    /** Whether this build of ONNX Runtime has it; the libraries that it needs may still be missing. */
    boolean isBuiltIn() {
        return OrtEnvironment.getAvailableProviders().contains(provider);
    }
}
