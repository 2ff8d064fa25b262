package io.framefarm.worker.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.framefarm.worker.onnx.Graph;
import java.util.Map;

/**
 * A session that has its weights inside.
 *
 * @param sizeBytes of the weights as the providers hold them
 */
record OwnParts(OrtSession session, long sizeBytes) implements NetworkParts {

    static OwnParts of(OrtSession session, Graph graph) {
        return new OwnParts(session, graph.weightBytes());
    }

    @Override
    public Map<String, OnnxTensor> weights() {
        return Map.of();
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
