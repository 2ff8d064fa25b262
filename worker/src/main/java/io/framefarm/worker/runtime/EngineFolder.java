package io.framefarm.worker.runtime;

import io.framefarm.worker.checkpoint.Tensor;
import io.framefarm.worker.onnx.Graph;
import io.framefarm.worker.onnx.WeightLocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Where built engines are kept between starts. TensorRT takes minutes to build one and bakes the weights into it, but
 * the name it gives the file says nothing of them; so each network has a folder of its own, named by all that an engine
 * depends on.
 */
record EngineFolder(Path folder) {
    /** Beside the networks' folders. */
    static final String TIMINGS = "timings";

    /** The folder of a network, there after the call. */
    Path of(Graph graph, String runtimeVersion, RuntimeSettings settings) {
        Path own = folder.toAbsolutePath().resolve(key(graph, runtimeVersion, settings));
        try {
            Files.createDirectories(own);
            Files.createDirectories(own.resolveSibling(TIMINGS));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep engines in " + folder + ": " + e.getMessage(), e);
        }
        return own;
    }

    /** SHA-256 of runtime, precision, operations and weights; the GPU's kind is in the names that TensorRT gives. */
    static String key(Graph graph, String runtimeVersion, RuntimeSettings settings) {
        MessageDigest digest = sha256();
        digest.update((runtimeVersion + "\n" + settings.precision() + "\n").getBytes(StandardCharsets.UTF_8));
        // Where a weight lies is not what it is.
        digest.update(graph.toBytes(weight -> new WeightLocation("", 0, weight.sizeBytes())));
        for (Tensor weight : graph.weights().values()) {
            ByteBuffer bytes = weight.bytes();
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
