package io.framefarm.worker.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Starts ONNX Runtime's native library. Starting it, version 1.29 goes over the process's command line with a recursion
 * per character, which overflows an ordinary thread's stack, and so kills the JVM without a word, once the command line
 * (a class path of many jars, a long prompt) has some thousand characters. So it starts on a thread with room.
 */
final class NativeLibrary {

    /** Reserved, not used, unless the command line is that long: about 200 bytes a character. */
    private static final long STACK_BYTES = 256L << 20;

    private NativeLibrary() {}

    static OrtEnvironment start() {
        FutureTask<OrtEnvironment> start =
                new FutureTask<>(() -> OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR));
        Thread thread = new Thread(null, start, "start-onnxruntime", STACK_BYTES);
        thread.start();
        try {
            return start.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("ONNX Runtime does not start: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while ONNX Runtime was starting", e);
        }
    }
}
