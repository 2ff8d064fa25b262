package io.framefarm.worker.runtime;

import io.framefarm.worker.checkpoint.Tensor;
import io.framefarm.worker.onnx.Graph;
import io.framefarm.worker.onnx.WeightLocation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that an engine depends on. The name that ONNX Runtime gives to the engine's file says less: neither shapes nor
 * weights are in it.
 *
 * @param network SHA-256 of options, operations with their shapes, and weights
 */
record EngineKey(EngineMachine machine, String network) {

    /** @param options those of TensorRT that hold for all networks */
    static EngineKey of(EngineMachine machine, Map<String, String> options, Graph graph) {
        MessageDigest digest = sha256();
        digest.update((new TreeMap<>(options) + "\n").getBytes(StandardCharsets.UTF_8));
        // Where a weight lies is not what it is.
        digest.update(graph.toBytes(weight -> new WeightLocation("", 0, weight.sizeBytes())));
        for (Tensor weight : graph.weights().values()) {
            digest.update(weight.bytes());
        }
        return new EngineKey(machine, HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
