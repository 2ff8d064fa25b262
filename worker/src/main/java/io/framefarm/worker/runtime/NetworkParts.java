package io.framefarm.worker.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Map;

/** What a network is made of, its own or shared. */
interface NetworkParts {

    OrtSession session();

    /** What every run takes beside the inputs. */
    Map<String, OnnxTensor> weights();

    /** The memory that weights take; of what is shared, an equal part for each who shares it. */
    long sizeBytes();

    void close() throws OrtException;
}
