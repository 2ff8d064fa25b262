package io.framefarm.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SameBytesInAnotherProcessIT {

    /** The class path of the tests is long enough to have overflowed the stack of ONNX Runtime's start. */
    @Test
    void theSameRecipeInAnotherProcessGivesTheSameBytes() throws Exception {
        assertThat(digestOfAnotherProcess()).contains("pixels " + RenderDigest.digest());
    }

    private static String digestOfAnotherProcess() throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        List.of(java, "-cp", System.getProperty("java.class.path"), RenderDigest.class.getName()))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
