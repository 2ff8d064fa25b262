package io.framefarm.deploy.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.deploy.cli.FarmMain;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line starts with what {@code deploy/images/lay-out.sh} leaves of the libraries. */
class ImageClassPathTest {

    /** In no image: a broker and a Redis in the process. */
    private static final List<String> NOWHERE =
            List.of("kafka_", "kafka-server", "kafka-group", "kafka-storage", "scala", "embedded-redis");

    @ParameterizedTest
    @ValueSource(strings = {"onnxruntime", "ffmpeg"})
    void theCommandLineStartsWithoutTheLibrariesOfOtherRoles(String left) throws IOException, InterruptedException {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> NOWHERE.stream().noneMatch(fileName(entry)::startsWith))
                .filter(entry -> !fileName(entry).startsWith(left))
                .collect(Collectors.joining(File.pathSeparator));
        ProcessBuilder builder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"), FarmMain.class.getName(), "--version")
                .redirectErrorStream(true);
        builder.environment().put("CLASSPATH", classPath);

        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).startsWith("Framefarm ");
    }

    private static String fileName(String entry) {
        return String.valueOf(Path.of(entry).getFileName());
    }
}
