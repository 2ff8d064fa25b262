package io.framefarm.worker.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.framefarm.worker.checkpoint.Tensor;
import io.framefarm.worker.onnx.AdaptWeights;
import io.framefarm.worker.onnx.Graph;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Weights that are freed together. */
final class WeightBatch {
    private final Map<Tensor, OnnxTensor> tensors;
    private final long sizeBytes;
    private final AtomicInteger users = new AtomicInteger();

    /** @param tensors by the weights without their names */
    private WeightBatch(Map<Tensor, OnnxTensor> tensors) {
        this.tensors = tensors;
        this.sizeBytes = tensors.keySet().stream().mapToLong(Tensor::sizeBytes).sum();
    }

    Map<Tensor, OnnxTensor> tensors() {
        return tensors;
    }

    /** An equal part for each user; together they count the batch once. */
    long shareBytes() {
        return sizeBytes / Math.max(1, users.get());
    }

    void joined() {
        users.incrementAndGet();
    }

    /** Whether that was the last user. */
    boolean left() {
        return users.decrementAndGet() == 0;
    }

    void close() {
        tensors.values().forEach(OnnxTensor::close);
    }

    /** Where batches come from. */
    record Source(OrtEnvironment environment, SharedNetworks.CreateSession create) {

        /** Tensors where they lie. */
        WeightBatch view(List<Tensor> weights) throws OrtException {
            Map<Tensor, OnnxTensor> views = new HashMap<>();
            try {
                for (Tensor weight : weights) {
                    views.put(weight.withName(""), TensorViews.of(environment, weight));
                }
                return new WeightBatch(views);
            } catch (OrtException | RuntimeException e) {
                views.values().forEach(OnnxTensor::close);
                throw e;
            }
        }

        /** Adapted tensors, all in one run; they outlive the session, and its memory lives as long as they do. */
        WeightBatch compute(List<Tensor> adapted) throws OrtException {
            Graph graph = AdaptWeights.graph(adapted);
            Map<String, OnnxTensor> parts = new HashMap<>();
            // More than leaving out what does nothing takes longer than it saves in a single run.
            try (OrtSession session = create.of(graph, any -> true, OptLevel.BASIC_OPT)) {
                for (Tensor part : graph.weights().values()) {
                    parts.put(part.name(), TensorViews.of(environment, part));
                }
                OrtSession.Result results = session.run(parts);
                Map<Tensor, OnnxTensor> computed = new HashMap<>();
                for (Tensor weight : adapted) {
                    OnnxTensor floats = (OnnxTensor)
                            results.get(AdaptWeights.output(weight)).orElseThrow();
                    computed.put(weight.withName(""), floats);
                }
                return new WeightBatch(computed);
            } finally {
                parts.values().forEach(OnnxTensor::close);
            }
        }
    }
}
